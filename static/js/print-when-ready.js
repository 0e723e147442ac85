// The button that prints this page. Who came by the Print link of the same character has asked to print: the page opens
// the print dialog by itself, once everything is loaded, pictures and style first, then the fonts. Not after a reload,
// Back or an address that was typed.
(() => {
  const button = document.getElementById("print-page");
  button.hidden = false;
  button.addEventListener("click", () => print());

  const character = location.href.replace(/\/print.*/, "");
  const [{ type }] = performance.getEntriesByType("navigation");
  if (type !== "navigate" || !document.referrer.startsWith(character)) return;
  addEventListener("load", async () => {
    await document.fonts.ready;
    print();
  });
})();
