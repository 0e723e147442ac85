// A typed pool is completed as it is typed: what is offered stands behind the last sign, after what is there already.
(() => {
  const names = new WeakMap();

  document.addEventListener("input", ({ target }) => {
    const list = target.id === "roll-typed" && target.list;
    if (!list) return;
    if (!names.has(list)) names.set(list, [...list.options].map((option) => option.value));
    const before = target.value.match(/^.*[+,]\s*/)?.[0] ?? "";
    list.replaceChildren(...names.get(list).map((name) => new Option("", before + name)));
  });
})();
