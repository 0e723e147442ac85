// A preference shows as soon as it is chosen: the root of the page says it now, and from the next page on the server does.
// So it does when it was chosen elsewhere (redraw.js).
(() => {
  const show = ({ name, value }) => document.documentElement.setAttribute(`data-${name.replaceAll("_", "-")}`, value);

  document.addEventListener("change", ({ target }) => target.form?.matches(".preference") && show(target));
  document.addEventListener("redrawn", () => document.querySelectorAll(".preference :checked").forEach(show));
})();
