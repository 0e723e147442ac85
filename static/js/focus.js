// When what had the focus is drawn again or goes, the focus goes to what comes next, not back to the top of the page.
// And an answer takes the focus only from what asked for it: not from somebody who types elsewhere by now.
(() => {
  const FIRST = ["a.add", ".removed button", ".adding :is(input:not([type=hidden]), select, textarea)"]
    .map((one) => `:scope > ${one}`)
    .join();
  const left = new WeakMap(); // the context of an answer -> what had the focus, and the list it was in

  const opened = new WeakMap(); // the context of an answer -> the id of the field that it opens to be written in

  // Dots and boxes have no ids of their own (they are half of the page): they are so-and-so many in their row.
  const MARK = ".dot, .box";
  const found = ({ id, mark }) => {
    const again = id && document.getElementById(id);
    if (!again) return null;
    if (mark >= 0) return again.querySelectorAll(MARK)[mark];
    return again.disabled ? [...again.form.elements].find((one) => one.matches("button:enabled:not(.box)")) : again;
  };

  // What it was, or the other button of its row; the field of an answered conflict; what the answer brought: the way back
  // from a removal, a form, the way to add; the tool that opened a name; the way to add to its list.
  const next = (target, had) =>
    found(had) ??
    target.closest("form.text")?.querySelector("[name=text]") ??
    target.querySelector(FIRST) ??
    target.closest(".entry")?.querySelector(":scope > .entry__tools .tool") ??
    had.list?.querySelector(":scope > .adds > a");

  const goOn = (ctx) => {
    const had = left.get(ctx);
    if (had && document.activeElement === document.body) next(ctx.target, had)?.focus();
  };

  htmx.registerExtension("focus", {
    htmx_before_swap(asker, { ctx, tasks }) {
      const had = document.activeElement;
      const home = tasks.find(({ target }) => target?.contains(had))?.target;
      const elsewhere = !home && had !== document.body && !asker.contains(had);
      for (const { fragment } of tasks) {
        const field = fragment.querySelector("[autofocus]");
        // A browser would try to follow it a second time, and complain.
        field?.removeAttribute("autofocus");
        if (field && !elsewhere) opened.set(ctx, field.id);
      }
      if (!home) return;
      const row = had.matches(MARK) ? had.form : null;
      const mark = row ? [...row.querySelectorAll(MARK)].indexOf(had) : -1;
      left.set(ctx, { id: row?.id ?? had.id, mark, list: had.closest(".list") });
      // At once: htmx comes back to us a moment later, and a key pressed in between would be lost.
      const drawn = new MutationObserver(() => (drawn.disconnect(), goOn(ctx)));
      drawn.observe(home, { childList: true });
    },
    htmx_after_swap(asker, { ctx }) {
      document.getElementById(opened.get(ctx) ?? "")?.focus();
      goOn(ctx);
      left.delete(ctx);
    },
  });
})();
