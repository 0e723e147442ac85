// The panel of a form that a press on "Add …" has just opened. It stands beside the form, takes no focus, and closes when
// something else is used. Letters, arrows and Enter go from the form's select to the panel.
(() => {
  const panel = document.getElementById("picker");
  const search = panel.querySelector(".picker__search");
  const phone = matchMedia("(width < 44rem)"); // as in css/parts/picker.css: there the panel stands below the form
  let pressed = null; // the link; who uses keys comes to the select without the panel
  let request = null; // its request
  let select = null;

  // Beside a form; over it, once somebody searches on a phone, the panel stays.
  const stand = (form) => {
    form.scrollIntoView({ block: phone.matches ? "start" : "nearest" });
    const { left, bottom } = form.getBoundingClientRect();
    if (panel.dataset.beside !== "over") panel.dataset.beside = left < innerWidth / 2 ? "end" : "start";
    panel.style.setProperty("--below", `${bottom}px`);
  };

  document.addEventListener("click", ({ target, detail }) => (pressed = detail ? target.closest?.("a.add") : null), true);
  htmx.registerExtension("picker-beside", {
    htmx_before_request(link, { ctx }) {
      if (link === pressed) request = ctx;
    },
    htmx_after_swap(place, { ctx }) {
      const field = ctx === request && ctx.target.querySelector("form.adding select[data-picker]");
      const had = document.activeElement;
      // Who writes elsewhere by now is not disturbed.
      if (!field || (had !== document.body && !place.contains(had))) return;
      select = field;
      stand(field.form);
      panel.dispatchEvent(new CustomEvent("picker-beside", { detail: field }));
    },
  });

  panel.addEventListener("picker-goes-on", ({ detail }) => {
    if (!select) return;
    select = detail;
    stand(detail.form);
  });

  // The answer to what was added has drawn it again.
  const isIt = (target) => select?.id === target.id;
  const isElsewhere = (target) => select && panel.open && !isIt(target) && !panel.contains(target);
  for (const name of ["focusin", "click"]) {
    document.addEventListener(name, ({ target }) => isElsewhere(target) && panel.close());
  }
  // Chosen in the select itself.
  document.addEventListener("change", ({ target }) => isIt(target) && panel.open && panel.close(), true);

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!select || !panel.open) return;
    if (key === "Escape") return panel.close();
    if (!isIt(target) || key === "Tab" || event.ctrlKey || event.metaKey || event.altKey) return;
    search.focus();
    if (key.length === 1) return;
    event.preventDefault();
    search.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  });
  // A phone's keyboard leaves room for one of both. Nothing moves between press and release (hold-while-pressed.js).
  search.addEventListener("focus", () => released().then(() => select && phone.matches && (panel.dataset.beside = "over")));
  document.addEventListener("click", ({ target }) => isIt(target) && panel.open && search.focus());
  panel.addEventListener("close", () => {
    select = null;
    delete panel.dataset.beside;
  });
})();
