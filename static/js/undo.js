// Ctrl+Z or ⌘Z takes back what one did last, with Shift it is done again; in a field the browser does that for its words.
// What is still on its way to the server was meant before the undo, so an undo waits for it.
(() => {
  const waiting = []; // the names of the buttons that were pressed before all was saved

  const button = (name) => document.getElementById(`${name}-button`);
  const press = (name) => button(name).form.requestSubmit();
  const undoes = (form) => form.matches("#undo form");
  const isSaving = () => [...(window.unsaved ?? [])].some(([form, state]) => state === "saving" && !undoes(form));

  document.addEventListener(
    "submit",
    (event) => {
      const { target } = event;
      if (!undoes(target)) return;
      if (isSaving()) {
        event.preventDefault();
        event.stopImmediatePropagation();
        waiting.push(target.contains(button("redo")) ? "redo" : "undo");
        return;
      }
      // Each press is an undo of its own, also before the answer to the one before.
      target.elements.form_key.value = newFormKey();
    },
    true,
  );
  document.addEventListener("unsaved-change", () => {
    if (waiting.length && !isSaving()) press(waiting.shift());
  });

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (target.matches?.("textarea, input:not([type=radio], [type=checkbox])") || document.querySelector("dialog[open]")) return;
    if (!button("undo")) return;
    event.preventDefault();
    press(event.shiftKey ? "redo" : "undo");
  });
})();
