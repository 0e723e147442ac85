// A specialty that was written at its skill is added when its form is left, as a text saves itself: a form of one field. Other
// forms that add something stay open with what somebody has begun. What was refused waits for "Add".
(() => {
  let pressed = null; // the form in which the last press was

  const isWritten = ({ elements: { name } }) => name.matches("input:not([type=hidden])") && name.value.trim() !== "";
  // Cancel and Add are on their way.
  const isBusy = (form) => form.matches(".htmx-request") || form.querySelector(".htmx-request, .problem");

  document.addEventListener("pointerdown", ({ target }) => (pressed = target.closest?.("form.adding") ?? null), true);
  document.addEventListener("keydown", () => (pressed = null), true);
  document.addEventListener("focusout", async ({ target }) => {
    const form = target.closest?.(".under form.adding");
    if (!form) return;
    // hold-while-pressed.js: what was pressed to leave the form would move away.
    await released();
    // Another window, or a browser that gives buttons no focus.
    if (!form.isConnected || form.contains(document.activeElement) || pressed === form) return;
    if (isWritten(form) && !isBusy(form)) form.requestSubmit();
  });
})();
