// The rows of the picker, searched as people read letters, and filtered. Enter chooses the best of them (picker-keys.js).
(() => {
  const panel = document.getElementById("picker");
  const body = document.getElementById("picker-body");
  const search = panel.querySelector(".picker__search");
  const clear = panel.querySelector("[data-clear]");
  let rows = new Map(); // row -> the words it is found by: its name, and all of it

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
    const filtered = words !== "" || chosen.length > 0;
    count(filtered);
    clear.hidden = !filtered;
    const now = filtered ? null : body.querySelector("[aria-selected=true]");
    panel.dispatchEvent(new CustomEvent("picker-active", { detail: now ?? best(words) }));
  };

  // Neither "Nothing" nor words of one's own are of the book.
  const count = (filtered) => {
    const ofBook = [...rows.keys()].filter(({ dataset }) => "is" in dataset);
    const shown = ofBook.filter((row) => !row.hidden).length;
    const { all, some, none } = panel.dataset;
    const words = (filtered ? some : all).replace("{shown}", shown).replace("{all}", ofBook.length);
    document.getElementById("picker-count").textContent = shown ? words : none;
  };

  // The name that begins with the words, else one that has them in it.
  const best = (words) => {
    const shown = [...rows].filter(([row]) => !row.hidden);
    const named = (test) => shown.find(([, { name }]) => test(name));
    const found = named((name) => name.startsWith(words)) ?? named((name) => name.includes(words)) ?? shown[0];
    return found?.[0] ?? body.querySelector("[data-own]");
  };

  panel.addEventListener("picker-filled", () => {
    rows = new Map();
    for (const row of body.querySelectorAll(".pick:not([data-own])")) {
      const name = fold(row.querySelector(".pick__name").textContent);
      rows.set(row, { name, all: fold(`${row.textContent} ${row.dataset.words} ${row.dataset.also ?? ""}`) });
    }
    show();
  });
  panel.addEventListener("close", () => {
    rows = new Map();
    clear.hidden = true;
  });
  panel.addEventListener("input", () => rows.size && show());
  clear.addEventListener("click", () => {
    search.value = "";
    for (const one of body.querySelectorAll("input:checked")) one.checked = false;
    for (const one of body.querySelectorAll("select")) one.value = "";
    show();
    search.focus();
  });
})();
