// Links to the page of dice open its form in place, in #roll; a name that is tapped is added to the pool that stands there.
// What is opened in the panel closes again.
(() => {
  const place = () => document.getElementById("roll");

  let turn = Promise.resolve(); // what is tapped before the answer to the tap before waits for it: it is added to that pool
  let waiting = 0;
  const inTurn = (step) => {
    waiting++;
    turn = turn.then(step).catch(() => {}).finally(() => waiting--);
  };
  const open = ({ pathname, searchParams }) => {
    if (searchParams.has("add"))
      for (const field of document.querySelectorAll("#roll-fields :is(input:not([type=checkbox]), :checked)"))
        searchParams.append(field.name, field.value);
    return htmx.ajax("GET", `${pathname}/form?${searchParams}`, { target: "#roll", swap: "innerHTML" });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href*='/rolls?']");
    if (!link || !place() || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    typing = link === bar && event.detail === 0;
    inTurn(() => open(new URL(link.href)));
  });

  // The button of the bar rolls what stands in the form, or once more what was rolled.
  const bar = document.querySelector(".play__roll");
  const words = bar?.textContent;
  const ready = () => document.querySelector("#roll :is(.roll:not(:has([data-empty])), .once-more)");
  bar?.addEventListener("click", (event) => {
    if (!ready() && !waiting) return;
    event.preventDefault();
    event.stopPropagation();
    inTurn(() => ready()?.requestSubmit());
  });

  // The names of what is in the pool are marked; what is shown is read from its first word.
  const mark = () => {
    const keys = (place().querySelector("[data-keys]")?.dataset.keys ?? "").split(" ");
    for (const link of document.querySelectorAll("a[href*='/rolls?add=']"))
      link.toggleAttribute("data-chosen", keys.includes(new URL(link.href).searchParams.get("add")));
    if (bar) bar.textContent = ready()?.querySelector("button").textContent ?? words;
  };
  let typing = false; // the form was opened by a key
  const show = () => {
    if (place().hasChildNodes()) document.getElementById("action")?.replaceChildren(); // it was read
    mark();
    if (typing) document.getElementById("roll-typed")?.focus();
    typing = false;
    place().closest(".panel").scrollTop = 0;
  };
  new MutationObserver(show).observe(place(), { childList: true });
  for (const name of ["redrawn", "names-drawn"]) document.addEventListener(name, mark);

  const close = () => {
    for (const part of document.querySelectorAll(".panel__part, #roll")) part.replaceChildren();
  };
  document.addEventListener("click", ({ target }) => target.closest?.(".panel__close") && close());
  document.addEventListener("keydown", ({ key, target }) => key === "Escape" && target.closest?.(".panel") && close());
})();
