// When the page comes into sight again, as from another tab, after sleep or by Back, it asks once whether something was
// changed elsewhere meanwhile, and shows that (redraw.js). A page that shows a refusal stays as it is.
(() => {
  const look = () => document.querySelector("#redraw[hx-headers]") && document.dispatchEvent(new Event("redraw"));

  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("pageshow", ({ persisted }) => persisted && look());
})();
