// The row of the picker that Enter chooses: the arrows walk from it, and a press chooses any other. At the end of what is
// written the arrow to the right walks into the dots of the row.
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

  const rowOf = (option) => option?.closest(".pick__row")?.querySelector(".pick") ?? option;

  const walk = (step) => {
    const all = [...body.querySelectorAll(".pick:not([hidden])")];
    const next = all.indexOf(rowOf(active)) + step;
    activate(all[Math.max(0, Math.min(all.length - 1, next))]);
  };

  // Whether there was anywhere to go.
  const walkDots = (key) => {
    const all = [...(active?.closest(".pick__row")?.querySelectorAll("[role=option]") ?? [])];
    const atEnd = active !== all[0] || search.selectionStart === search.value.length;
    const forward = (key === "ArrowRight") === (getComputedStyle(panel).direction === "ltr");
    const next = all[all.indexOf(active) + (forward ? 1 : -1)];
    if (next && atEnd) activate(next);
    return next && atEnd;
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
  // Who searches goes on searching, and a phone's keyboard stays.
  panel.addEventListener("mousedown", (event) => event.target.closest("[role=option]") && event.preventDefault());
  panel.addEventListener("keydown", (event) => {
    if (event.isComposing || !event.target.matches(".picker__search, .picker__rows")) return;
    if (event.key === "Enter") choose(active);
    else if (STEPS[event.key]) walk(STEPS[event.key]);
    else if (!["ArrowLeft", "ArrowRight"].includes(event.key) || !walkDots(event.key)) return;
    event.preventDefault();
  });
})();
