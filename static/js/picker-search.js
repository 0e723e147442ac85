// The rows of the picker: searched as people read letters, filtered, and walked by keys.
(() => {
  const panel = document.getElementById("picker");
  const body = document.getElementById("picker-body");
  const search = panel.querySelector(".picker__search");
  const clear = panel.querySelector("[data-clear]");
  let rows = new Map(); // row -> the words it is found by: its name, and all of it
  let active = null;

  const isShown = (row) => !row.hidden;

  const activate = (row) => {
    active?.removeAttribute("data-active");
    active = row ?? null;
    active?.setAttribute("data-active", "");
    for (const one of [search, document.getElementById("picker-rows")]) {
      active ? one.setAttribute("aria-activedescendant", active.id) : one.removeAttribute("aria-activedescendant");
    }
    active?.scrollIntoView({ block: "nearest" });
  };

  // The values of each filter in use: a row has one of each.
  const filters = () =>
    [...body.querySelectorAll(".picker__facet")]
      .map((facet) => (facet.matches("select") ? [facet] : [...facet.querySelectorAll(":checked")]))
      .map((chosen) => chosen.map(({ value }) => value).filter(Boolean))
      .filter((values) => values.length);

  const show = () => {
    const words = fold(search.value);
    const terms = words.split(" ");
    const chosen = filters();
    const fits = (row, { all }) => {
      const is = (row.dataset.is ?? "").split(" ");
      const meets = (values) => values.some((one) => is.includes(one));
      return terms.every((term) => all.includes(term)) && chosen.every(meets);
    };
    for (const [row, found] of rows) row.hidden = !fits(row, found);
    // Neither "Nothing" nor words of one's own are of the book.
    const ofBook = [...rows.keys()].filter(({ dataset }) => "is" in dataset);
    const shown = ofBook.filter(isShown).length;
    const filtered = words !== "" || chosen.length > 0;
    const { all, some, none } = panel.dataset;
    const count = (filtered ? some : all).replace("{shown}", shown).replace("{all}", ofBook.length);
    document.getElementById("picker-count").textContent = shown ? count : none;
    clear.hidden = !filtered;
    best(words, filtered);
  };

  // What Enter chooses: the name that begins with the words, else one that has them in it.
  const best = (words, filtered) => {
    const shown = [...rows].filter(([row]) => isShown(row));
    const named = (test) => shown.find(([, { name }]) => test(name));
    const now = filtered ? null : body.querySelector("[aria-selected=true]");
    const found = named((name) => name.startsWith(words)) ?? named((name) => name.includes(words)) ?? shown[0];
    activate(now ?? found?.[0] ?? body.querySelector("[data-own]"));
  };

  const walk = (step) => {
    const all = [...body.querySelectorAll("[role=option]")].filter(isShown);
    const next = all.indexOf(active) + step;
    activate(all[Math.max(0, Math.min(all.length - 1, next))]);
  };

  const choose = (row) => row && panel.dispatchEvent(new CustomEvent("picker-chosen", { detail: row }));

  panel.addEventListener("picker-filled", () => {
    rows = new Map();
    for (const row of body.querySelectorAll("[role=option]:not([data-own])")) {
      const name = fold(row.querySelector(".pick__name").textContent);
      rows.set(row, { name, all: fold(`${row.textContent} ${row.dataset.words} ${row.dataset.also ?? ""}`) });
    }
    search.setAttribute("aria-expanded", "true");
    show();
  });
  panel.addEventListener("close", () => {
    [rows, active] = [new Map(), null];
    search.setAttribute("aria-expanded", "false");
    search.removeAttribute("aria-activedescendant");
    clear.hidden = true;
  });
  panel.addEventListener("input", () => rows.size && show());
  panel.addEventListener("click", ({ target }) => {
    choose(target.closest("[role=option]"));
    if (target !== clear) return;
    search.value = "";
    for (const one of body.querySelectorAll("input:checked")) one.checked = false;
    for (const one of body.querySelectorAll("select")) one.value = "";
    show();
    search.focus();
  });
  const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  panel.addEventListener("keydown", (event) => {
    if (event.isComposing || !event.target.matches(".picker__search, .picker__rows")) return;
    if (event.key === "Enter") choose(active);
    else if (STEPS[event.key]) walk(STEPS[event.key]);
    else return;
    event.preventDefault();
  });
})();
