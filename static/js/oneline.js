// Words of one line stand in a textarea, so that long ones wrap: Enter sends them, a pasted line break becomes a blank.
(() => {
  const line = (field) => field.matches?.("textarea[data-one-line]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !line(event.target)) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  document.addEventListener("input", ({ target }) => {
    if (!line(target) || !target.value.includes("\n")) return;
    const { selectionStart } = target;
    target.value = target.value.replaceAll("\n", " ");
    target.setSelectionRange(selectionStart, selectionStart);
  }, true);
})();
