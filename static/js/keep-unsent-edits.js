// A row that the answer to something else would fill keeps what was clicked or written in it since that answer was asked for:
// the answer may not know of it. (A clan's answer brings the banes, Stamina's the boxes of Health, a specialty's its skill.)
// Then the row asks by itself for what follows from it.
(() => {
  const ROWS = "form:is(.rating, .tracker, .text)";
  const answered = new WeakMap(); // row -> when it was answered last; Infinity while an answer is awaited

  const mark = (form, { target }, when) => {
    if (!form.matches?.("form[method=post]")) return;
    for (const row of [form, target ?? form]) answered.set(row, when);
  };

  const opened = (row) => row.querySelector("[data-own-open]"); // custom-choice.js: nothing is chosen yet

  htmx.registerExtension("keep-unsent-edits", {
    htmx_before_request(form, { ctx }) {
      ctx.since = performance.now();
      mark(form, ctx, Infinity);
    },
    htmx_before_swap(asker, { ctx, tasks }) {
      const ahead = ({ target }) =>
        target?.matches(ROWS) &&
        target !== ctx.target &&
        !target.contains(asker) &&
        (unsaved.has(target) || answered.get(target) > ctx.since || opened(target));
      ctx.ahead = tasks.filter(ahead).map(({ target }) => target);
      // htmx goes through this very array.
      tasks.splice(0, tasks.length, ...tasks.filter((task) => !ahead(task)));
    },
    htmx_after_swap(asker, { ctx }) {
      for (const row of ctx.ahead ?? []) {
        if (answered.get(row) === Infinity || unsaved.get(row) === "refused" || opened(row)) continue;
        // The same dots or words twice are no conflict. Of boxes that is what was tapped, not what a button says by now.
        row.matches(".tracker") ? unsaved.again(row) : row.requestSubmit();
      }
    },
    htmx_finally_request(form, { ctx }) {
      mark(form, ctx, performance.now());
    },
  });
})();
