// When what had the focus is gone or out of use, the focus goes on to what comes next, not back to the top of the page.
(() => {
  const left = new WeakMap(); // target of an answer -> the id of what has the focus in it, and of the entries around that

  // The other button of the same row; the field of an answered conflict; the way back from a removal; the form that is
  // open, or the way to add another, of the innermost list that is still there.
  const next = (target, { id, around }) => {
    const place = around.map((one) => document.getElementById(one)).find((one) => one?.querySelector("a.add")) ?? target;
    return (
      (id ? document.getElementById(id) : null)?.form?.querySelector("button:enabled") ??
      target.closest("form.text")?.querySelector("[name=text]") ??
      target.querySelector(".removed button") ??
      place.querySelector("form.adding :is(input:not([type=hidden]), select, textarea)") ??
      [...place.querySelectorAll("a.add")].at(-1)
    );
  };

  htmx.registerExtension("focus", {
    htmx_before_swap(asker, { ctx }) {
      const had = document.activeElement;
      if (!ctx.target?.contains(had)) return;
      const around = [];
      for (let one = had.closest(".entry"); one; one = one.parentElement.closest(".entry")) around.push(one.id);
      left.set(ctx.target, { id: had.id, around });
    },
    htmx_after_swap(asker, { ctx }) {
      const had = left.get(ctx.target);
      left.delete(ctx.target);
      if (had && document.activeElement === document.body) next(ctx.target, had)?.focus();
    },
  });
})();
