// When what had the focus is gone or out of use, the focus goes on to what comes next, not back to the top of the page.
(() => {
  const left = new WeakMap(); // target of an answer -> the ids of what has the focus in it and of what stands around that
  const still = (id) => (id ? document.getElementById(id) : null);

  // The other button of the same row; the tool that opened a name; the field of an answered conflict; the way back from a removal; the form that is
  // open, or the way to add another, of the innermost list that is still there.
  const next = (target, { id, tool, around }) => {
    const place = around.map(still).find((one) => one?.querySelector("a.add")) ?? target;
    return (
      still(id)?.form?.querySelector("button:enabled") ??
      still(tool) ??
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
      const tool = had.closest(".text--name")?.parentElement.querySelector(":scope > .entry__tools > a")?.id;
      left.set(ctx.target, { id: had.id, tool, around });
    },
    htmx_after_swap(asker, { ctx }) {
      const had = left.get(ctx.target);
      left.delete(ctx.target);
      if (had && document.activeElement === document.body) next(ctx.target, had)?.focus();
    },
  });
})();
