// What is not saved, what the page says of it, and the question before it is left behind.
// A form is in `unsaved` from the moment something in it differs from what the server is known to keep:
// form -> "saving" | "kept" (no answer) | "refused" (an answer, at its field) | "out" (nobody is signed in any more);
// and a link that opens something -> "away".
// Who knows how to ask once more (saving.js) says so in `unsaved.again`.
(() => {
  const SAYS = {
    saved: "Saved",
    saving: "Saving…",
    kept: "Not saved yet. Your changes are kept here and go out when the line is back.",
    refused: "Not saved. The page says why.",
    out: "Not saved: you are signed out. Sign in again in another tab, and come back to this one.",
    away: "The server cannot be reached. What you asked for opens when it is back.",
  };
  const WORST_FIRST = ["kept", "out", "refused", "saving", "away"];

  const unsaved = new Map();
  unsaved.tell = (form, state) => {
    state ? unsaved.set(form, state) : unsaved.delete(form);
    show();
  };

  const show = () => {
    for (const form of unsaved.keys()) if (!form.isConnected) unsaved.delete(form);
    const states = [...unsaved.values()];
    const state = WORST_FIRST.find((one) => states.includes(one)) ?? "saved";
    const line = document.getElementById("saved");
    if (line.dataset.state === state) return;
    line.dataset.state = state;
    line.textContent = SAYS[state];
    if (state !== "saved" && state !== "saving") document.getElementById("said").textContent = SAYS[state];
  };

  window.addEventListener("beforeunload", (event) => {
    show();
    if ([...unsaved.values()].some((state) => state !== "away")) event.preventDefault();
  });

  window.unsaved = unsaved;
})();
