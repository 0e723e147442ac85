// The boxes of a tracker on a card are fetched when somebody opens them, and again when the roster was drawn again.
(() => {
  const fetch = (opened) => opened.querySelector("a[hx-get]")?.click();

  document.addEventListener("toggle", ({ target }) => target.matches(".glance[open]") && fetch(target), true);
  document.addEventListener("redrawn", () => document.querySelectorAll(".glance[open]").forEach(fetch));
})();
