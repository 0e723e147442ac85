// What attributes and skills are called is tapped to roll them (roll-in-place.js), and R rolls those whose dots have the focus.
// The links are made here and not sent with each answer to a click.
(() => {
  const ROWS = ".section > .columns form.rating";
  const [AT_ONCE, PAUSE] = [9, 20]; // rows, ms
  const words = document.getElementById("panel")?.dataset.roll;
  if (!words) return;

  // Some at a time: each new link has its row styled anew.
  const dress = () => {
    const rows = [...document.querySelectorAll(ROWS)].filter((form) => !form.querySelector(":scope > .throw"));
    for (const form of rows.slice(0, AT_ONCE)) {
      const link = document.createElement("a");
      link.className = "throw";
      link.href = form.getAttribute("action").replace(/ratings\/(.*)/, "rolls?add=$1#throw");
      link.tabIndex = -1;
      link.ariaLabel = words.replace("{}", form.querySelector("legend").textContent);
      form.append(link);
    }
    if (rows.length > AT_ONCE) setTimeout(dress, PAUSE);
    else document.dispatchEvent(new Event("names-drawn"));
  };

  document.addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
    if (key !== "r" || ctrlKey || metaKey || altKey || !target.matches?.(".dot")) return;
    target.form.querySelector(":scope > .throw")?.click();
  });
  document.addEventListener("redrawn", dress);
  document.addEventListener("taken-up", ({ detail }) => detail.section.querySelector(ROWS) && dress());
  htmx.registerExtension("roll-by-name", { htmx_after_swap: ({ id }) => id === "redraw" || dress() });
})();
