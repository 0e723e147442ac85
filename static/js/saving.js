// What the page says about saving, and sending again what did not get through.
// A form is in `unsaved` from the moment something in it differs from what the server is known to keep.
(() => {
  const RETRY = [1000, 2000, 3000, 5000];
  // form -> "saving" | "kept" (no answer) | "refused" (an answer, at its field) | "out" (nobody is signed in any more);
  // link that opens something -> "away"
  const unsaved = new Map();
  const sent = new WeakMap(); // form of words -> the words on their way
  const unanswered = new WeakMap(); // form of words -> words that may have arrived, though no answer came
  const confirmed = new WeakMap(); // form of words -> the words the server is known to keep
  const confirmedAt = new WeakMap(); // and since when
  const submitters = new WeakMap();
  const asked = new WeakMap(); // row of dots or boxes -> what it asked for and got no answer to
  const resent = new Set(); // rows of which that is to be asked again, and not what other answers made of them meanwhile
  let tries = 0;
  let timer = null;

  const words = (form) => form?.querySelector?.("[name=text]");
  const writes = (form) => form?.matches?.("form[method=post]");

  const SAYS = {
    saved: "Saved",
    saving: "Saving…",
    kept: "Not saved yet. Your changes are kept here and go out when the line is back.",
    refused: "Not saved. The page says why.",
    out: "Not saved: you are signed out. Sign in again in another tab, and come back to this one.",
    away: "The server cannot be reached. What you asked for opens when it is back.",
  };

  const show = () => {
    for (const form of unsaved.keys()) if (!form.isConnected) unsaved.delete(form);
    const states = [...unsaved.values()];
    const state = ["kept", "out", "refused", "saving", "away"].find((one) => states.includes(one)) ?? "saved";
    const line = document.getElementById("saved");
    if (line.dataset.state === state) return;
    line.dataset.state = state;
    line.textContent = SAYS[state];
    if (state !== "saved" && state !== "saving") document.getElementById("said").textContent = SAYS[state];
  };

  const set = (form, state) => {
    state ? unsaved.set(form, state) : unsaved.delete(form);
    show();
  };

  const again = () => {
    clearTimeout(timer);
    timer = null;
    for (const [form, state] of unsaved) {
      if (!form.isConnected) continue;
      if (asked.has(form)) resent.add(form);
      const button = submitters.get(form);
      if (state === "kept" || state === "out") form.requestSubmit(button?.form === form ? button : undefined);
      if (state === "away") form.click();
    }
  };

  const later = () => {
    timer ??= setTimeout(again, RETRY[Math.min(tries++, RETRY.length - 1)]);
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
      field.setAttribute("aria-invalid", status >= 400);
      if (status >= 400) return set(form, "refused");
      confirmed.set(form, kept);
      confirmedAt.set(form, performance.now());
      if (changed) {
        set(form, "saving");
        return form.requestSubmit();
      }
    }
    // A row of dots or boxes shows with its refusal what is kept, so nothing of it is unsaved then.
    set(form, status < 400 || (status === 422 && !field) ? null : "refused");
  };

  const lost = (form, body) => {
    later();
    if (!writes(form)) return set(form, "away");
    if (form.matches(".rating, .tracker")) asked.set(form, body);
    if (sent.has(form)) unanswered.set(form, sent.get(form));
    set(form, "kept");
  };

  htmx.registerExtension("saving", {
    htmx_before_request(form, { ctx }) {
      ctx.since = performance.now();
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
      asked.delete(form);
      set(form, "saving");
    },
    htmx_before_response(form, { ctx }) {
      // The page is about to leave for the sign-in. Only words are worth a question.
      if (ctx.response.status === 401) set(form, words(form) ? "out" : null);
    },
    htmx_before_swap(asker, { ctx }) {
      // A list that is drawn anew may not know of words that were saved since it was asked for, and of none unsaved.
      ctx.ahead = [...(ctx.target?.querySelectorAll("form.text :is(input, textarea)[name=text]") ?? [])]
        .filter(({ form }) => unsaved.has(form) || confirmedAt.get(form) > ctx.since)
        .map((field) => ({ form: field.form, field, from: field.selectionStart, to: field.selectionEnd }));
    },
    htmx_after_swap(asker, { ctx }) {
      for (const { form, field, from, to } of ctx.ahead ?? []) {
        const now = document.getElementById(field.id);
        if (!now || now === field || now.value === field.value) continue;
        now.value = field.value;
        if (now === document.activeElement) now.setSelectionRange(from, to);
        const onTheirWay = sent.get(form) ?? unanswered.get(form);
        if (onTheirWay !== undefined) unanswered.set(now.form, onTheirWay);
        now.form.requestSubmit();
      }
    },
    htmx_finally_request(form, { ctx }) {
      const status = ctx.response?.status;
      if (!status || status >= 500 || status === 429 || ctx.status.startsWith("error")) return lost(form, ctx.request.body);
      tries = 0;
      arrived(form, status);
    },
  });

  document.addEventListener("input", (event) => {
    const { form, value, defaultValue } = event.target;
    // Words of one's own beside a choice go out on leaving their field.
    if (event.target.matches("form.text > .own")) return set(form, value ? "saving" : null);
    if (!form || event.target !== words(form) || event.target.matches("select") || unsaved.get(form) === "kept") return;
    set(form, value === (confirmed.get(form) ?? defaultValue) && !sent.has(form) ? null : "saving");
  });
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => document.hidden || again());
  window.addEventListener("beforeunload", (event) => {
    show();
    if ([...unsaved.values()].some((state) => state !== "away")) event.preventDefault();
  });
})();
