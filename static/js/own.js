// "Of my own…" in a choice opens a field for one's own words beside it.
(() => {
  document.addEventListener("change", (event) => {
    const select = event.target;
    const chosen = select.matches?.("select") && select.selectedOptions[0];
    if (!chosen) return;
    const own = chosen.hasAttribute("data-own");
    select.toggleAttribute("data-own-open", own);
    if (!own) return;
    // Nothing is chosen yet, so nothing is to be saved.
    event.stopPropagation();
    document.getElementById(`${select.id}-own`).focus();
  }, true);
})();
