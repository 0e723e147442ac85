// What was typed less than a moment ago goes out when the page is hidden or left, once, and arrives though the page is gone.
(() => {
  const MOST = 60_000; // characters; browsers take 64 kB of what may outlive its page
  const busy = new WeakSet(); // forms that wait for an answer, which sends the newer words itself (saving.js)
  const flushed = new WeakMap(); // field -> the words that went out so
  let leaving = false;

  const differs = (field) =>
    field.matches(".own, .count, [type=number]")
      ? field.value !== field.defaultValue
      : field.name === "text" && unsaved.get(field.form) === "saving";

  const flush = () => {
    leaving = true;
    const field = document.activeElement;
    if (!field.form?.matches(".text, .rating, .preference") || busy.has(field.form) || !differs(field)) return;
    if (flushed.get(field) === field.value) return;
    flushed.set(field, field.value);
    field.form.requestSubmit();
  };

  htmx.registerExtension("send-on-leave", {
    htmx_before_request(form, { ctx: { request } }) {
      if (!form.matches("form[method=post]")) return;
      busy.add(form);
      if (leaving) request.keepalive = String(request.body).length < MOST;
    },
    htmx_finally_request: (form) => void busy.delete(form),
  });

  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => (document.hidden ? flush() : (leaving = false)));
  window.addEventListener("pageshow", () => (leaving = false));
})();
