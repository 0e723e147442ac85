// The bar of a phone is fixed where a browser can do that: what lies below a sticky one counts as half covered, and so as too
// small for a thumb. Older browsers fix it to the sheet, which is a container, and not to the window: there it stays sticky.
(() => {
  const bar = document.querySelector(".vitals");
  const root = document.documentElement;
  // Of those alone that go by it (css/parts/vitals.css), and in a style sheet, because a page drawn again has no style attributes.
  const height = new CSSStyleSheet();
  document.adoptedStyleSheets.push(height);
  const low = matchMedia("(width < 56rem) or ((pointer: coarse) and (width < 75rem))"); // as in css/parts/vitals.css

  const fix = () => low.matches && (root.dataset.bar = "fixed");
  // Asked when the page is laid out: to ask before would lay it out once more.
  const look = () => {
    height.replaceSync(`body, .panel, .docked { --bar: ${bar.offsetHeight}px }`);
    if (low.matches && Math.abs(bar.getBoundingClientRect().bottom - innerHeight) > 1) delete root.dataset.bar;
  };

  // Writing needs the room that the keyboard leaves (css/parts/vitals.css).
  for (const [event, on] of [["focusin", true], ["focusout", false]]) {
    document.addEventListener(event, ({ target }) => {
      root.toggleAttribute("data-writing", on && target.matches("textarea, .text input"));
    });
  }

  new ResizeObserver(look).observe(bar);
  low.addEventListener("change", fix);
  fix();
})();
