// What attributes and skills are called is tapped to roll them (roll-in-place.js), and R rolls those whose dots have the focus.
// The links are made here and not sent with each answer to a click.
(() => {
  const ROWS = ".section > .columns form.rating";
  const words = document.getElementById("panel")?.dataset.roll;
  if (!words) return;

  const dress = () => {
    for (const form of document.querySelectorAll(`${ROWS}:not(:has(> .throw))`)) {
      const link = document.createElement("a");
      link.className = "throw";
      link.href = form.getAttribute("action").replace(/ratings\/(.*)/, "rolls?add=$1#throw");
      link.tabIndex = -1;
      link.ariaLabel = words.replace("{}", form.querySelector("legend").textContent);
      form.append(link);
    }
    document.dispatchEvent(new Event("names-drawn"));
  };

  document.addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
    if (key !== "r" || ctrlKey || metaKey || altKey || !target.matches?.(".dot")) return;
    target.form.querySelector(":scope > .throw")?.click();
  });
  document.addEventListener("redrawn", dress);
  htmx.registerExtension("roll-by-name", { htmx_after_swap: ({ id }) => id === "redraw" || dress() });
  dress();
})();
