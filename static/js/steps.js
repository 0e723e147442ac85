// Three quick taps on "Take superficial" are three boxes. Each button carries the damage it leads to, so a tap made while
// an answer is on its way is kept, and made on the fresh button when the answer is there.
(() => {
  const taps = new WeakMap(); // the form around such buttons -> ids of those still to be tapped

  document.addEventListener("click", (event) => {
    const step = event.target.closest?.(".step");
    const row = step?.closest("form");
    const waiting = row && taps.get(row);
    if (!step) return;
    if (!waiting) return void taps.set(row, []);
    if (!event.isTrusted) return;
    event.preventDefault();
    event.stopPropagation();
    waiting.push(step.id);
  }, true);

  // A button that is drawn anew between press and release gets no click from the browser, and the tap would be lost.
  let pressed = null;
  document.addEventListener("pointerdown", ({ target }) => (pressed = target.closest?.(".step")), true);
  document.addEventListener("pointerup", ({ target }) => {
    const step = target.closest?.(".step");
    if (!step || !pressed || pressed.isConnected || pressed.id !== step.id) return;
    const waiting = taps.get(step.closest("form"));
    waiting ? waiting.push(step.id) : step.click();
  }, true);

  htmx.registerExtension("steps", {
    htmx_before_request(asker, { ctx: { target } }) {
      // A number typed between the buttons is on its way, and what they carry is one more or less than the old one.
      if (target?.matches?.("form:has(.step)") && !taps.has(target)) taps.set(target, []);
    },
    htmx_finally_request(asker, { ctx: { target, response } }) {
      if (!taps.has(target) || !(response?.status < 500)) return;
      const next = document.getElementById(taps.get(target).shift() ?? "");
      if (next && !next.disabled) next.click();
      else taps.delete(target);
    },
  });
})();
