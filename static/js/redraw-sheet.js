// The whole sheet goes by its kind. After another kind was saved, or a change elsewhere was seen, the sheet is drawn again in
// its place, by the link #redraw: as soon as everything typed is saved, and from an answer that knows all of it.
(() => {
  let due = false;
  let current = false; // whether nothing was typed since the link's request left

  const redraw = () => {
    if (due && !unsaved.size) document.getElementById("redraw").click();
  };

  document.addEventListener("redraw-sheet", () => {
    due = true;
    redraw();
  });
  document.addEventListener("unsaved-change", ({ detail }) => {
    if (detail.size) current = false;
    else redraw();
  });

  htmx.registerExtension("redraw-sheet", {
    htmx_before_request(link) {
      if (link.id === "redraw") current = !unsaved.size;
    },
    htmx_before_swap(link) {
      if (link.id !== "redraw") return true;
      if (!due || !current) return false;
      due = false;
      return true;
    },
    // A form that is open to add something stays, and so do the way back from a removal and a panel that is open.
    htmx_before_morph_node: (main, { oldNode }) => !oldNode.matches?.(".adds:has(form), [id^='removed-']:has(form)"),
    htmx_before_morph_attr: (node, { attrName }) => attrName !== "open",
    htmx_after_swap(link) {
      if (link.id !== "redraw") return;
      // Morphing writes attributes. A field that somebody touched goes by them only after a reset.
      const field = document.activeElement;
      for (const form of document.querySelectorAll("#main form:not(.adding)")) {
        // Where somebody is about to write, the caret stays unless the words are others. A number typed is not saved yet.
        const same = field.matches("textarea") && field.value === field.defaultValue;
        if (!form.contains(field) || !(same || field.matches("input:not(.dot)"))) form.reset();
      }
    },
    htmx_finally_request(link) {
      if (link.id === "redraw") redraw();
    },
  });
})();
