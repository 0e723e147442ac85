// A text area made higher by hand stays so: what it was given is the least it has, and more words still make it grow.
// That stands in a style sheet, by its id: when its list is drawn anew, htmx would carry a style of its own over as an
// attribute, which the content security policy refuses.
(() => {
  let held = null; // the text area under the pointer, and its height when that came
  const given = new CSSStyleSheet();
  document.adoptedStyleSheets.push(given);

  document.addEventListener("pointerdown", ({ target }) => {
    if (!target.matches?.(".text textarea:not([data-one-line])")) return;
    held = { area: target, height: target.getBoundingClientRect().height };
    // Nobody can drag below the least, so it steps aside while the pointer is down.
    target.style.blockSize = `${held.height}px`;
    target.style.minBlockSize = "0";
  });

  const leave = () => {
    if (!held) return;
    const { area, height } = held;
    const now = Math.round(area.getBoundingClientRect().height);
    held = null;
    // Chromium's removeAttribute leaves an empty one behind.
    area.toggleAttribute("style", false);
    if (Math.abs(now - height) <= 1) return;
    given.insertRule(`#${area.id} { min-block-size: ${now}px }`, given.cssRules.length);
    keep(area, now);
  };

  const keep = (area, height) => {
    const form = document.getElementById("heights");
    form.querySelector("[name=area]").value = area.id;
    form.querySelector("[name=height]").value = Math.min(2000, Math.max(24, height));
    form.requestSubmit();
  };

  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, leave);
})();
