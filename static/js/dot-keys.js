// Dots by hand and by key. A click on the last full dot lowers by one; digits set; arrows stop at the ends.
(() => {
  const AT_ONCE = 600; // ms
  let begun = {}; // the row in which a 1 was typed last, and when
  const row = (dot) => [...dot.form.querySelectorAll(".dot")];

  const choose = (dot) => {
    if (!dot || dot.checked) return;
    dot.checked = true;
    dot.focus();
    dot.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // Who lowered once knows how, and is not told again on this device.
  const know = (set = true) => {
    try {
      if (set) localStorage.setItem("lowered", "yes");
      document.documentElement.toggleAttribute("data-lowered", localStorage.getItem("lowered") === "yes");
    } catch {}
  };
  know(false);

  // By the time of the click the radio is checked either way, so what it was is remembered from the press.
  let pressed = null;
  document.addEventListener("pointerdown", (event) => {
    pressed = event.target.matches?.(".dot:checked") ? event.target : null;
  }, true);

  document.addEventListener("click", (event) => {
    const dot = event.target;
    // 0 is a key, 2 the second half of a double click, which means one.
    if (dot !== pressed || event.detail !== 1) return;
    pressed = null;
    const dots = row(dot);
    choose(dots[dots.indexOf(dot) - 1]);
    know();
  });

  document.addEventListener("keydown", (event) => {
    const dot = event.target;
    if (!dot.matches?.(".dot") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key)) {
      // A 1 with a 0 right behind it is ten, where there are so many.
      const ten = event.key === "0" && begun.form === dot.form && event.timeStamp - begun.at < AT_ONCE;
      begun = event.key === "1" ? { form: dot.form, at: event.timeStamp } : {};
      const worth = (value) => row(dot).find((one) => one.value === value);
      return choose((ten && worth("10")) || worth(event.key));
    }
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!step) return;
    // The browser's own arrows run in a circle: from no dots to all of them.
    event.preventDefault();
    const dots = row(dot);
    choose(dots[dots.indexOf(dot) + step]);
  });
})();
