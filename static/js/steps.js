// Three quick taps on "Take superficial" are three boxes. Each button, and each box, carries the damage it leads to, so a
// tap made while an answer is on its way is kept, and made on the fresh button when the answer is there.
(() => {
  const STEP = ":is(.step, .box)";
  const taps = new WeakMap(); // the form around such buttons -> those still to be tapped
  // A button is known by its id; boxes have none (they are many), they are so-and-so many in their row.
  const known = (step) => step.id || [...step.parentElement.children].indexOf(step);
  const again = (form, step) =>
    typeof step === "number" ? form.querySelectorAll(".box")[step] : document.getElementById(step);

  document.addEventListener("click", (event) => {
    const step = event.target.closest?.(STEP);
    const row = step?.closest("form");
    const waiting = row && taps.get(row);
    if (!step) return;
    if (!waiting) return void taps.set(row, []);
    if (!event.isTrusted) return;
    event.preventDefault();
    event.stopPropagation();
    waiting.push(known(step));
  }, true);

  // A button that is drawn anew between press and release gets no click from the browser, and the tap would be lost.
  let pressed = null, name;
  document.addEventListener("pointerdown", ({ target }) => {
    pressed = target.closest?.(STEP);
    name = pressed && known(pressed);
  }, true);
  document.addEventListener("pointerup", ({ target }) => {
    const step = target.closest?.(STEP);
    if (!step || !pressed || pressed.isConnected || name !== known(step)) return;
    const waiting = taps.get(step.closest("form"));
    waiting ? waiting.push(name) : step.click();
  }, true);

  htmx.registerExtension("steps", {
    htmx_before_request(asker, { ctx: { target } }) {
      // A number typed between the buttons is on its way, and what they carry is one more or less than the old one.
      if (target?.matches?.(`form:has(${STEP})`) && !taps.has(target)) taps.set(target, []);
    },
    htmx_finally_request(asker, { ctx: { target, response } }) {
      if (!taps.has(target) || !(response?.status < 500)) return;
      const next = again(target, taps.get(target).shift() ?? "");
      if (next && !next.disabled) next.click();
      else taps.delete(target);
    },
  });
})();
