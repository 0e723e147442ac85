// What became of each form that was sent, told to `unsaved` (unsaved.js). Of words the newest go out, in the order in which
// they were written.
(() => {
  const sent = new WeakMap(); // form of words -> the words on their way
  const unanswered = new WeakMap(); // form of words -> words that may have arrived, though no answer came
  const confirmed = new WeakMap(); // form of words -> the words the server is known to have

  // Buttons that do something hold no words: when it is refused, nothing is unsaved.
  const DEEDS = "#undo form, .deed form, #named-rolls form, .panel form";

  const words = (form) => form?.querySelector?.("[name=text]");
  const writes = (form) => form?.matches?.("form[method=post]");

  // Queued words would go out as they were when they were queued, with a hash that is no longer true.
  // Words that got no answer go first: if they did arrive, sending others would look like somebody else's edit.
  const collect = (form, request) => {
    request.body = new URLSearchParams(new FormData(form, request.submitter?.isConnected ? request.submitter : undefined));
    if (unanswered.has(form)) request.body.set("text", unanswered.get(form));
    sent.set(form, request.body.get("text").replaceAll("\r\n", "\n"));
  };

  // Say at the field whether it was refused, and where the reason stands.
  const refused = (field, so) => {
    const problem = so && field.form.querySelector(".text__answer .problem");
    field.setAttribute("aria-invalid", so);
    problem ? field.setAttribute("aria-describedby", problem.id) : field.removeAttribute("aria-describedby");
    return so;
  };

  const arrived = (form, { target, response: { status } }) => {
    if (status < 400) document.getElementById("problem").replaceChildren();
    if (status === 401) return; // signed-out.js
    const field = words(form);
    if (field && sent.has(form)) {
      const saved = sent.get(form);
      const changed = field.value !== saved;
      for (const map of [sent, unanswered]) map.delete(form);
      if (refused(field, status >= 400)) return unsaved.tell(form, "refused");
      confirmed.set(form, saved);
      if (changed) return unsaved.tell(form, "saving"), form.requestSubmit();
    }
    // What was refused is in its form still, or in the one drawn in its place, to be mended there. But dots, boxes and
    // preferences show with their refusal what is saved, and buttons hold no words: nothing of those is unsaved then.
    const drawn = form.isConnected ? form : (target.querySelector?.("form.adding") ?? form);
    const saved = status < 400 || form.matches(DEEDS) || (status === 422 && !form.matches(".text, .adding, .writing"));
    unsaved.tell(drawn, saved ? null : "refused");
  };

  htmx.registerExtension("saving", {
    htmx_before_request(form, { ctx: { request } }) {
      // A second press on a button or link that the first answer took away asks for nothing more.
      if (!form.isConnected && !form.matches(".rating, .tracker, .text")) return false;
      if (!writes(form)) return true;
      if (words(form)?.matches("input, textarea")) collect(form, request);
      unsaved.tell(form, "saving");
      return true;
    },
    htmx_finally_request(form, { ctx }) {
      const status = ctx.response?.status;
      if (status && status < 500 && status !== 429 && !ctx.status.startsWith("error")) return arrived(form, ctx);
      if (sent.has(form)) unanswered.set(form, sent.get(form));
      unsaved.tell(form, writes(form) ? "kept" : "away");
    },
  });

  // A form that shares a queue (hx-sync) may wait before it is sent.
  document.addEventListener("submit", ({ target }) => target.matches("[hx-sync]") && unsaved.tell(target, "saving"));
  document.addEventListener("input", ({ target }) => {
    const { form, value, defaultValue } = target;
    // A player's own words beside a choice go out when their field is left.
    if (target.matches("form.text > .own")) return unsaved.tell(form, value ? "saving" : null);
    if (!form || target !== words(form) || target.matches("select") || unsaved.get(form) === "kept") return;
    unsaved.tell(form, value === (confirmed.get(form) ?? defaultValue) && !sent.has(form) ? null : "saving");
  });
})();
