// The button that prints this page. Where the Print link of a sheet led here (#now), the page opens the print dialog by
// itself, once everything is loaded: pictures and style first, then the fonts. Not again after a reload or Back.
(() => {
  const button = document.getElementById("print-page");
  button.hidden = false;
  button.addEventListener("click", () => print());

  const printNow = async () => {
    if (location.hash !== "#now") return;
    history.replaceState(null, "", location.pathname);
    await document.fonts.ready;
    print();
  };
  const [{ type }] = performance.getEntriesByType("navigation");
  if (type === "navigate") addEventListener("load", printNow);
  addEventListener("hashchange", printNow);
})();
