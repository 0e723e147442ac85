// Links to the page of dice open its form in place, in #roll; a name that is tapped is added to the pool that stands there.
// What is opened in the panel closes again.
(() => {
  const place = () => document.getElementById("roll");

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href*='/rolls?']");
    if (!link || !place() || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { pathname, searchParams } = new URL(link.href);
    if (searchParams.has("add"))
      for (const field of document.querySelectorAll("#roll-fields :is(input:not([type=checkbox]), :checked)"))
        searchParams.append(field.name, field.value);
    htmx.ajax("GET", `${pathname}/form?${searchParams}`, { target: "#roll", swap: "innerHTML" });
  });

  const close = () => {
    for (const part of document.querySelectorAll(".panel__part, #roll")) part.replaceChildren();
  };
  document.addEventListener("click", ({ target }) => target.closest?.(".panel__close") && close());
  document.addEventListener("keydown", ({ key, target }) => key === "Escape" && target.closest?.(".panel") && close());
})();
