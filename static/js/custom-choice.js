// "Of my own…" in a choice opens a field for one's own words beside it. Left empty, the choice is what it was.
(() => {
  document.addEventListener("change", (event) => {
    const select = event.target;
    const chosen = select.matches?.("select") && select.selectedOptions[0];
    if (!chosen) return;
    const own = chosen.hasAttribute("data-own");
    const field = document.getElementById(`${select.id}-own`);
    select.toggleAttribute("data-own-open", own);
    // Words of one's own would go before the choice.
    if (!own) return void (field && (field.value = ""));
    // Nothing is chosen yet, so nothing is to be saved.
    event.stopPropagation();
    field.focus();
  }, true);

  document.addEventListener("focusout", async ({ target }) => {
    if (!target.matches?.(".own") || target.value) return;
    const select = document.getElementById(target.id.slice(0, -"-own".length));
    // hold-while-pressed.js: what was pressed to leave the field would move away.
    await released();
    if (target.value || target.matches(":focus") || !select?.hasAttribute("data-own-open")) return;
    select.removeAttribute("data-own-open");
    select.selectedIndex = [...select.options].findIndex((one) => one.defaultSelected);
  });
})();
