// The names on the roster lead to the page of a character at which this device was last (remember-view.js).
(() => {
  const lead = () => {
    let view = "";
    try {
      view = localStorage.getItem("view");
    } catch {
      // As without storage.
    }
    if (view !== "play") return;
    for (const link of document.querySelectorAll(".card__name a:not([href$='/play'])")) link.href += "/play";
  };

  document.addEventListener("redrawn", lead);
  lead();
})();
