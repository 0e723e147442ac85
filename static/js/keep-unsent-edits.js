// Keeping what was clicked and written ahead of an answer that draws the part of the page around it anew.
// That answer may not know of it. The form in which it was done stays, with the focus in it and its own answer still to
// come, and a row that would get another inside keeps its own. Stands before saving.js, which may ask anew at an answer.
(() => {
  const ROWS = "form:is(.rating, .tracker, .text, .adding)";
  const answered = new WeakMap(); // form, and row that its answer draws -> since when; Infinity while that is awaited

  const mark = (form, { target }, when) => {
    if (!form.matches?.("form[method=post]")) return;
    for (const one of [form, target ?? form]) answered.set(one, when);
  };

  const opened = (form) => form.querySelector("[data-own-open]"); // custom-choice.js: nothing is chosen yet

  // Whether somebody has begun to say what is to be added.
  const begun = (form) => {
    if (!form.matches(".adding")) return false;
    const came = form.cloneNode(true);
    came.reset();
    const [now, then] = [form, came].map((one) => `${new URLSearchParams(new FormData(one))}`);
    return now !== then;
  };

  // Where a form stands in what is about to be drawn. One to add something takes the place of the way to open it, unless
  // another was opened in its stead.
  const drawnAnew = (form, fragment) => {
    const field = form.querySelector("[name=text]");
    if (!form.matches(".adding")) return fragment.getElementById(field?.id ?? form.id)?.closest("form");
    if (!unsaved.has(form) && fragment.querySelector("form.adding")) return null;
    const { under } = form.elements;
    const way = `${form.getAttribute("action")}/new${under ? `?under=${under.value}` : ""}`;
    const link = fragment.querySelector(`a.add[href="${way}"]`);
    const place = document.createElement("form");
    link?.replaceWith(place);
    return link && place;
  };

  // htmx keeps an element that has an id, and one of the same id in what is drawn that says so.
  const keep = (form, anew) => {
    anew.id = form.id ||= `form-${form.querySelector("[id]").id}`;
    anew.setAttribute("hx-preserve", "");
    form.querySelector("[autofocus]")?.removeAttribute("autofocus");
  };

  htmx.registerExtension("keep-unsent-edits", {
    htmx_before_request(form, { ctx }) {
      ctx.since = performance.now();
      mark(form, ctx, Infinity);
    },
    htmx_before_swap(asker, { ctx, tasks }) {
      const ahead = (form) =>
        !form.contains(asker) &&
        form !== ctx.target &&
        (unsaved.has(form) || answered.get(form) > ctx.since || opened(form) || begun(form));
      ctx.ahead = [];
      for (const task of [...tasks]) {
        if (task.target?.matches(ROWS) && ahead(task.target)) {
          tasks.splice(tasks.indexOf(task), 1);
          ctx.ahead.push(task.target);
        }
        for (const form of task.target?.querySelectorAll(ROWS) ?? []) {
          const anew = ahead(form) && drawnAnew(form, task.fragment);
          if (!anew) continue;
          keep(form, anew);
          ctx.ahead.push(form);
        }
      }
    },
    htmx_after_swap(asker, { ctx }) {
      // What follows from such a form may be drawn now as it was before. The form asks for that again, unless its answer is
      // still to come. (Of a counter the row asks, not the empty form of its steps.)
      for (const form of ctx.ahead ?? []) {
        if (answered.get(form) === Infinity || unsaved.get(form) === "refused") continue;
        if (opened(form) || form.matches(".adding") || !form.firstElementChild) continue;
        form.matches(".tracker") ? unsaved.again(form) : form.requestSubmit();
      }
    },
    htmx_finally_request(form, { ctx }) {
      mark(form, ctx, performance.now());
    },
  });
})();
