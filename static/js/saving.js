// Sending what was written and clicked, and sending again what did not get through.
// Of words the newest go out, in the order they were written; `unsaved` (unsaved.js) is told what became of them.
(() => {
  const RETRY = [1000, 2000, 3000, 5000];
  const sent = new WeakMap(); // form of words -> the words on their way
  const unanswered = new WeakMap(); // form of words -> words that may have arrived, though no answer came
  const confirmed = new WeakMap(); // form of words -> the words the server is known to keep
  const submitters = new WeakMap();
  const asked = new WeakMap(); // row of dots or boxes -> what it asked for last
  const resent = new Set(); // rows of which that is to be asked again, and not what other answers made of them meanwhile
  let tries = 0;
  let timer = null;

  const words = (form) => form?.querySelector?.("[name=text]");
  const writes = (form) => form?.matches?.("form[method=post]");

  // Ask once more for what a form asked for, as it was asked.
  unsaved.again = (form) => {
    if (asked.has(form)) resent.add(form);
    const button = submitters.get(form);
    form.requestSubmit(button?.form === form ? button : undefined);
  };

  const again = () => {
    clearTimeout(timer);
    timer = null;
    for (const [form, state] of unsaved) {
      if (!form.isConnected) continue;
      if (state === "kept" || state === "out") unsaved.again(form);
      if (state === "away") form.click();
    }
  };

  const later = () => {
    timer ??= setTimeout(again, RETRY[Math.min(tries++, RETRY.length - 1)]);
  };

  // Say at the field whether it was refused, and where the reason stands.
  const refused = (field, so) => {
    const problem = so && field.form.querySelector(".text__answer .problem");
    field.setAttribute("aria-invalid", so);
    problem ? field.setAttribute("aria-describedby", problem.id) : field.removeAttribute("aria-describedby");
    return so;
  };

  const arrived = (form, status) => {
    if (status < 400) document.getElementById("problem").replaceChildren();
    const field = words(form);
    if (status === 401) return;
    if (field && sent.has(form)) {
      unanswered.delete(form);
      const kept = sent.get(form);
      const changed = field.value !== kept;
      sent.delete(form);
      if (refused(field, status >= 400)) return unsaved.tell(form, "refused");
      confirmed.set(form, kept);
      if (changed) {
        unsaved.tell(form, "saving");
        return form.requestSubmit();
      }
    }
    // What was refused is in its form still, or in the one drawn in its place, to be mended there. But dots, boxes and
    // preferences show with their refusal what is kept, and buttons hold no words: nothing of those is unsaved then.
    const drawn = !form.isConnected && document.querySelector(`form.adding[action="${form.getAttribute("action")}"]`);
    const kept = status < 400 || (status === 422 && !form.matches(".text, .adding, .writing"));
    unsaved.tell(drawn || form, kept ? null : "refused");
  };

  const lost = (form) => {
    later();
    if (!writes(form)) return unsaved.tell(form, "away");
    if (sent.has(form)) unanswered.set(form, sent.get(form));
    unsaved.tell(form, "kept");
  };

  htmx.registerExtension("saving", {
    htmx_before_request(form, { ctx }) {
      if (!writes(form)) return;
      const { request } = ctx;
      submitters.set(form, request.submitter?.isConnected ? request.submitter : undefined);
      const field = words(form);
      if (field?.matches("input, textarea")) {
        // Queued words would go out as they were when they were queued, and over a mark that is no longer true.
        // Words that got no answer go first: if they did arrive, sending others would look like somebody else's edit.
        request.body = new URLSearchParams(new FormData(form, submitters.get(form)));
        if (unanswered.has(form)) request.body.set("text", unanswered.get(form));
        sent.set(form, request.body.get("text").replaceAll("\r\n", "\n"));
      }
      if (resent.delete(form)) request.body = asked.get(form);
      if (form.matches(".rating, .tracker")) asked.set(form, request.body);
      unsaved.tell(form, "saving");
    },
    htmx_before_response(form, { ctx }) {
      // The page is about to leave for the sign-in. Only words are worth a question.
      if (ctx.response.status === 401) unsaved.tell(form, words(form) ? "out" : null);
      // Or to be loaded anew, because the whole sheet goes by what is kept now.
      if (ctx.response.raw.headers.has("HX-Refresh")) unsaved.tell(form, null);
    },
    htmx_finally_request(form, { ctx }) {
      const status = ctx.response?.status;
      if (!status || status >= 500 || status === 429 || ctx.status.startsWith("error")) return lost(form);
      tries = 0;
      arrived(form, status);
    },
  });

  document.addEventListener("input", (event) => {
    const { form, value, defaultValue } = event.target;
    // Words of one's own beside a choice go out on leaving their field.
    if (event.target.matches("form.text > .own")) return unsaved.tell(form, value ? "saving" : null);
    if (!form || event.target !== words(form) || event.target.matches("select") || unsaved.get(form) === "kept") return;
    unsaved.tell(form, value === (confirmed.get(form) ?? defaultValue) && !sent.has(form) ? null : "saving");
  });
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => document.hidden || again());
})();
