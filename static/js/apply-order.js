// Swap style "order": the entries of a list, in their order. An entry that is on the page already is moved and stays the
// same element, with everything typed in it; a new entry is inserted; then the move buttons get their new places.
(() => {
  const move = (list, entry, next) => {
    // Safari has no moveBefore yet. It cannot insert what is not on the page.
    if (entry.isConnected && list.moveBefore) list.moveBefore(entry, next);
    else list.insertBefore(entry, next);
  };

  const number = (entry, place, last) => {
    const [up, down] = entry.querySelectorAll(":scope > .entry__tools [name=place]");
    // The page has the reasons, in its reader's language.
    const { first: isFirst, last: isLast } = document.getElementById("main").dataset;
    [up.value, up.disabled, up.title] = [Math.max(0, place - 1), place === 0, place === 0 ? isFirst : ""];
    [down.value, down.disabled, down.title] = [place + 1, place === last, place === last ? isLast : ""];
  };

  // An insertion takes the focus away, a disabled button cannot keep it, and a moved button may be out of sight.
  const focusAgain = (element) => {
    const target = element.disabled ? element.form.querySelector(":enabled") : element;
    if (target !== document.activeElement) target?.focus({ preventScroll: true });
    if (element.matches(".tool")) target?.scrollIntoView({ block: "nearest" });
  };

  htmx.registerExtension("apply-order", {
    handle_swap(style, list, fragment) {
      if (style !== "order") return false;
      const focused = document.activeElement;
      const drawn = [...fragment.children];
      const added = [];
      let next = null;
      for (const [place, one] of [...drawn.entries()].reverse()) {
        const known = document.getElementById(one.id);
        // An entry that another tab added is named in the order, but its inside is not sent.
        const entry = known ?? (one.hasChildNodes() ? one : null);
        if (!entry) continue;
        if (entry !== known) added.push(entry);
        if (entry.parentNode !== list || entry.nextElementSibling !== next) move(list, entry, next);
        number(entry, place, drawn.length - 1);
        next = entry;
      }
      if (list.contains(focused)) focusAgain(focused);
      return added;
    },
  });
})();
