// A select of things of the book opens a panel instead of its bare list. Its rows are fetched then (picker-rows.js), and what
// is chosen there is chosen in the select; in a form that adds something it is added (picker-adds.js). Letters still type
// in the select.
// "Add …" opens the panel too, beside its form (picker-beside.js).
(() => {
  const panel = document.getElementById("picker");
  const heading = document.getElementById("picker-name");
  const search = panel.querySelector(".picker__search");
  let select = null; // the one whose panel is open

  // `beside`: the panel takes no focus, and what is not below it can be used.
  const open = (field, beside = false) => {
    select = field;
    select.focus({ preventScroll: true });
    heading.textContent = select.form.getAttribute("aria-label") ?? select.labels[0].textContent;
    search.value = "";
    if (beside) panel.open = true;
    else {
      panel.showModal();
      // Under a thumb the keyboard would take half of the rows away.
      (matchMedia("(pointer: coarse)").matches ? heading : search).focus();
    }
    // Back closes it, and does not leave the page.
    history.pushState({ picker: true }, "");
    panel.dispatchEvent(new CustomEvent("picker-opened", { detail: select }));
  };

  const choose = (row) => {
    // Another answer may have drawn the field again meanwhile.
    const field = document.getElementById(select.id);
    const own = row.hasAttribute("data-own");
    if (!own && field?.form.matches(".adding")) return panel.dispatchEvent(new CustomEvent("picker-adds", { detail: row }));
    panel.close();
    const option = [...(field?.options ?? [])].find(
      (one) => one.hasAttribute("data-own") === own && (own || one.value === row.dataset.words),
    );
    if (!option) return;
    field.focus();
    const changed = !option.selected;
    option.selected = true;
    if (changed) for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  };

  // data-plain: its rows could not be fetched.
  const opens = (target) => target.matches?.("select[data-picker]:not([data-plain])");

  // The press would open the plain list, the click comes when the button or finger is up again.
  document.addEventListener("mousedown", (event) => event.button || (opens(event.target) && event.preventDefault()));
  document.addEventListener("click", ({ target }) => opens(target) && !panel.open && open(target));
  document.addEventListener("keydown", (event) => {
    if (panel.open || !opens(event.target) || !["Enter", " ", "ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    open(event.target);
  });

  panel.addEventListener("picker-beside", ({ detail }) => opens(detail) && open(detail, true));
  // The form that adds stands open again: the panel is its.
  panel.addEventListener("picker-goes-on", ({ detail }) => (select = detail));
  panel.addEventListener("picker-chosen", ({ detail }) => choose(detail));
  panel.addEventListener("click", ({ target }) => {
    if ((target === panel && !panel.dataset.beside) || target.matches(".picker__close")) panel.close();
  });
  panel.addEventListener("close", () => {
    const had = document.activeElement;
    if (had === document.body || panel.contains(had)) select.focus({ preventScroll: true });
    select = null;
    if (history.state?.picker) history.back();
  });
  window.addEventListener("popstate", () => panel.open && panel.close());
  // Loaded again while it was open.
  if (history.state?.picker) history.back();
})();
