// What the line beside Undo says leads to the history of just that: of the trait, the text or the entry that was changed last.
(() => {
  const KINDS = { ratings: "trait", trackers: "trait", texts: "text" };

  // The history of what a form changes, by its address: /vtm/1/ratings/strength, /vtm/1/lists/advantages/7/rating.
  const historyOf = (action) => {
    const [, line, id, kind, name, entry] = action.split("/");
    const filter = KINDS[kind] ? `${KINDS[kind]}=${name}` : /^\d+$/.test(entry) ? `entry=${entry}` : "";
    return `/${line}/${id}/history${filter && "?"}${filter}`;
  };

  htmx.registerExtension("history-link", {
    htmx_after_swap(form) {
      const words = document.querySelector("a.undo__words");
      if (!words || !form.matches?.("form[method=post]")) return;
      const said = words.textContent.trim();
      for (const name of ["href", "aria-label"]) words.removeAttribute(name);
      if (!said || words.querySelector("a")) return;
      words.href = historyOf(form.getAttribute("action"));
      // A link does not take its name from a live region within it.
      words.setAttribute("aria-label", said);
    },
  });
})();
