// The row of the picker that Enter chooses: the arrows walk from it, and a press chooses any other.
(() => {
  const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  const panel = document.getElementById("picker");
  const body = document.getElementById("picker-body");
  const search = panel.querySelector(".picker__search");
  let active = null;

  const activate = (row) => {
    active?.removeAttribute("data-active");
    active = row ?? null;
    active?.setAttribute("data-active", "");
    for (const one of [search, document.getElementById("picker-rows")]) {
      active ? one.setAttribute("aria-activedescendant", active.id) : one.removeAttribute("aria-activedescendant");
    }
    active?.scrollIntoView({ block: "nearest" });
  };

  const walk = (step) => {
    const all = [...body.querySelectorAll("[role=option]:not([hidden])")];
    const next = all.indexOf(active) + step;
    activate(all[Math.max(0, Math.min(all.length - 1, next))]);
  };

  const choose = (row) => row && panel.dispatchEvent(new CustomEvent("picker-chosen", { detail: row }));

  panel.addEventListener("picker-active", ({ detail }) => activate(detail));
  panel.addEventListener("picker-filled", () => search.setAttribute("aria-expanded", "true"));
  panel.addEventListener("close", () => {
    active = null;
    search.setAttribute("aria-expanded", "false");
    search.removeAttribute("aria-activedescendant");
  });
  panel.addEventListener("click", ({ target }) => choose(target.closest("[role=option]")));
  panel.addEventListener("keydown", (event) => {
    if (event.isComposing || !event.target.matches(".picker__search, .picker__rows")) return;
    if (event.key === "Enter") choose(active);
    else if (STEPS[event.key]) walk(STEPS[event.key]);
    else return;
    event.preventDefault();
  });
})();
