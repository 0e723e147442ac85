// The bar of a phone is fixed where a browser can do that: what lies below a sticky one counts as half covered, and so as too
// small for a thumb. Older browsers fix it to the sheet, which is a container, and not to the window: there it stays sticky.
(() => {
  const bar = document.querySelector(".vitals");
  const root = document.documentElement;
  const low = matchMedia("(width < 56rem) or ((pointer: coarse) and (width < 75rem))"); // as in css/parts/vitals.css

  const fix = () => {
    if (!low.matches) return;
    root.dataset.bar = "fixed";
    if (Math.abs(bar.getBoundingClientRect().bottom - innerHeight) > 1) delete root.dataset.bar;
  };

  new ResizeObserver(() => root.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
  low.addEventListener("change", fix);
  fix();
})();
