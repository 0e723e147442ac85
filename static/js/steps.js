// Three quick taps on "Take superficial" are three boxes. Each button carries the damage it leads to, so a tap made while
// an answer is on its way is kept, and made on the fresh button when the answer is there.
(() => {
  const taps = new WeakMap(); // tracker's form -> ids of the buttons still to be tapped

  document.addEventListener("click", (event) => {
    const step = event.target.closest?.(".step");
    const waiting = step && taps.get(step.form);
    if (!step) return;
    if (!waiting) return void taps.set(step.form, []);
    if (!event.isTrusted) return;
    event.preventDefault();
    event.stopPropagation();
    waiting.push(step.id);
  }, true);

  htmx.registerExtension("steps", {
    htmx_finally_request(form, { ctx }) {
      if (!taps.has(form) || !(ctx.response?.status < 500)) return;
      const next = document.getElementById(taps.get(form).shift() ?? "");
      if (next && !next.disabled) next.click();
      else taps.delete(form);
    },
  });
})();
