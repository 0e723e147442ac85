// What is not saved: what the page says of it, and the question before it is left behind.
// A form is in `unsaved` from the moment something in it differs from what the server is known to have:
// form -> "saving" | "kept" (no answer) | "refused" (an answer, at its field) | "out" (nobody is signed in any more);
// and a link that opens something -> "away".
// Each change is an event, "unsaved-change"; its detail is `unsaved`. resend.js gives it `unsaved.again`.
(() => {
  const WORST_FIRST = ["kept", "out", "refused", "saving", "away"];

  const unsaved = new Map();
  unsaved.tell = (form, state) => {
    state ? unsaved.set(form, state) : unsaved.delete(form);
    show();
    document.dispatchEvent(new CustomEvent("unsaved-change", { detail: unsaved }));
  };

  const show = () => {
    for (const form of unsaved.keys()) if (!form.isConnected) unsaved.delete(form);
    const states = [...unsaved.values()];
    const state = WORST_FIRST.find((one) => states.includes(one)) ?? "saved";
    const line = document.getElementById("saved");
    // A roster without characters has nothing to save and no line.
    if (!line || line.dataset.state === state) return;
    line.dataset.state = state;
    // The page has the messages, in its reader's language: data-saved, data-saving and so on (partials/saved.html).
    line.textContent = line.dataset[state];
    if (state !== "saved" && state !== "saving") document.getElementById("said").textContent = line.dataset[state];
  };

  window.addEventListener("beforeunload", (event) => {
    show();
    if ([...unsaved.values()].some((state) => state !== "away")) event.preventDefault();
  });

  window.unsaved = unsaved;
})();
