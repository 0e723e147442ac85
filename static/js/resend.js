// Sending again what did not get through: after 1 to 5 seconds, when the browser says that it is online, and when somebody
// comes back to the tab.
(() => {
  const DELAYS = [1000, 2000, 3000, 5000]; // ms
  const submitters = new WeakMap(); // form -> the button it was sent with
  const bodies = new WeakMap(); // row of dots or boxes -> what it sent last
  const repeated = new Set(); // rows that send that once more, whatever other answers have made of their buttons since
  let tries = 0;
  let timer = null;

  // Send a form once more, as it was sent.
  unsaved.again = (form) => {
    if (bodies.has(form)) repeated.add(form);
    const button = submitters.get(form);
    form.requestSubmit(button?.form === form ? button : undefined);
  };

  const resend = () => {
    clearTimeout(timer);
    timer = null;
    for (const [form, state] of unsaved) {
      if (!form.isConnected) continue;
      if (state === "kept" || state === "out") unsaved.again(form);
      if (state === "away") form.click();
    }
  };

  htmx.registerExtension("resend", {
    htmx_before_request(form, { ctx: { request } }) {
      if (!form.matches("form[method=post]")) return;
      submitters.set(form, request.submitter?.isConnected ? request.submitter : undefined);
      if (repeated.delete(form)) request.body = bodies.get(form);
      if (form.matches(".rating, .tracker")) bodies.set(form, request.body);
    },
    htmx_finally_request(form, { ctx: { response } }) {
      if (response?.status < 500 && response.status !== 429) tries = 0;
    },
  });

  document.addEventListener("unsaved-change", () => {
    if (![...unsaved.values()].some((state) => state === "kept" || state === "away")) return;
    timer ??= setTimeout(resend, DELAYS[Math.min(tries++, DELAYS.length - 1)]);
  });
  window.addEventListener("online", resend);
  document.addEventListener("visibilitychange", () => document.hidden || resend());
})();
