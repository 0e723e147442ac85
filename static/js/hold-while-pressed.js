// Nothing moves between press and release: a click on what moved away meanwhile is lost. So an answer that arrives while a
// button or finger is down waits, and so does what a script does when a field is left: `await released()`.
(() => {
  const LONGEST = 3000; // ms; a release can get lost, as on a scroll bar or in a menu of the browser
  const UNTIL_CLICK = 100; // ms; of a finger the click comes a while after the release
  let pressed = false;
  let timer = null;
  let waiting = [];

  const release = () => {
    clearTimeout(timer);
    pressed = false;
    for (const go of waiting.splice(0)) go();
  };
  const releaseIn = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(release, milliseconds);
  };

  window.released = () => (pressed ? new Promise((go) => waiting.push(go)) : Promise.resolve());

  document.addEventListener("pointerdown", ({ button, target }) => {
    // The list of a select takes the release for itself.
    if (button || target.matches?.("select, option")) return;
    pressed = true;
    releaseIn(LONGEST);
  }, true);
  // After whatever else listens to it.
  document.addEventListener("click", () => pressed && releaseIn(0), true);
  document.addEventListener("pointerup", () => pressed && releaseIn(UNTIL_CLICK), true);
  document.addEventListener("pointercancel", release, true);
  document.addEventListener("pointermove", ({ buttons }) => pressed && !buttons && releaseIn(UNTIL_CLICK), true);

  htmx.registerExtension("hold-while-pressed", {
    htmx_before_request(asker, { ctx }) {
      const { fetch } = ctx;
      ctx.fetch = (...request) => fetch(...request).finally(released);
    },
  });
})();
