// A sheet has hundreds of forms, to which htmx has to listen. All at once that blocks a phone for a fifth of a second, so its
// sections are taken up one after another, and at once the one that somebody touches: until then htmx leaves it alone.
// Each is an event then, "taken-up"; its detail is the section, and the form whose own event is on its way.
(() => {
  const [COMING, SAYING] = [["pointerdown", "focusin", "keydown"], ["click", "input", "change", "submit"]];
  const TOUCHES = [...COMING, ...SAYING];
  const waiting = new Set(document.querySelectorAll(".vital, .sheet__body .section"));
  const { port1, port2 } = new MessageChannel(); // timers inside timers wait longer and longer

  const takeUp = (section, form) => {
    waiting.delete(section);
    section.removeAttribute("hx-ignore");
    htmx.process(section);
    document.dispatchEvent(new CustomEvent("taken-up", { detail: { section, form } }));
  };
  const touched = ({ type, target }) => {
    const form = SAYING.includes(type) && target.closest("form");
    for (const section of waiting) if (section.contains(target)) takeUp(section, form);
  };
  port1.onmessage = () => {
    const [next] = waiting;
    if (next) takeUp(next);
    if (waiting.size) return port2.postMessage(null);
    for (const type of TOUCHES) document.removeEventListener(type, touched, true);
    port1.close();
  };

  for (const section of waiting) section.setAttribute("hx-ignore", "");
  for (const type of TOUCHES) document.addEventListener(type, touched, true);
  // After htmx, which begins to listen by a timer it set before.
  setTimeout(() => port2.postMessage(null));
})();
