// Which of its two pages of a character a device was at last, the sheet or the play view: the roster leads there
// (lead-to-view.js).
(() => {
  try {
    localStorage.setItem("view", document.querySelector("main.play") ? "play" : "sheet");
  } catch {
    // Without storage the roster leads to the sheet.
  }
})();
