// Real dice: the focus walks by itself from die to die. One digit is a die, but a 1, which may become a 10; 0 is a 10.
(() => {
  const boxes = (form) => [...form.querySelectorAll("[data-die]")];

  const walk = (box, steps) => {
    const all = boxes(box.form);
    const next = all[all.indexOf(box) + steps] ?? (steps > 0 ? box.form.querySelector("button") : null);
    next?.focus();
    next?.select?.();
  };

  // What is typed or pasted from this die on: as many dice as there are numbers.
  const fill = (box, typed) => {
    const [first = "", ...further] = typed.replace(/\b0\b/g, "10").match(/10|[1-9]/g) ?? [];
    box.value = first;
    const next = boxes(box.form)[boxes(box.form).indexOf(box) + 1];
    if (further.length && next) {
      next.focus();
      fill(next, further.join(" "));
    } else if (first && typed !== "1") walk(box, 1);
  };

  document.addEventListener("input", ({ target }) => target.matches?.("[data-die]") && fill(target, target.value));

  document.addEventListener("keydown", (event) => {
    const { target: box, key } = event;
    if (!box.matches?.("[data-die]")) return;
    if (key === "Backspace" && !box.value) walk(box, -1);
    else if ((key === "Enter" || key === " ") && box.value) walk(box, 1);
    else return;
    event.preventDefault();
  });
})();
