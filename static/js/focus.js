// When what had the focus is drawn anew, the focus goes to it; when it is gone or out of use, on to what comes next,
// not back to the top of the page.
(() => {
  const left = new WeakMap(); // target of an answer -> what had the focus in it, and the ids of what stands around that
  const still = (id) => (id ? document.getElementById(id) : null);

  // Dots and tools have no ids of their own (they are half of the page): they are so-and-so many in their row.
  const TOOLS = ":scope > .entry__tools .tool";
  const traced = (one) => {
    const [home, all] = one.matches(".dot") ? [one.form, ".dot"] : one.matches(".tool") ? [one.closest(".entry"), TOOLS] : [];
    return home ? { id: home.id, all, at: [...home.querySelectorAll(all)].indexOf(one) } : { id: one.id };
  };
  const found = ({ id, all, at }) => (all ? still(id)?.querySelectorAll(all)[at] : still(id));

  // What it was; the other button of the same row; the tool that opened a name; the field of an answered conflict; the way
  // back from a removal; the form that is open, or the way to add another, of the innermost list that is still there.
  const next = (target, { had, tool, around }) => {
    const place = around.map(still).find((one) => one?.querySelector("a.add")) ?? target;
    const again = found(had);
    return (
      (again?.disabled ? [...again.form.elements].find((one) => one.matches("button:enabled")) : again) ??
      (tool && found(tool)) ??
      target.closest("form.text")?.querySelector("[name=text]") ??
      target.querySelector(".removed button") ??
      place.querySelector("form.adding :is(input:not([type=hidden]), select, textarea)") ??
      [...place.querySelectorAll("a.add")].at(-1)
    );
  };

  const back = (target) => {
    const had = left.get(target);
    left.delete(target);
    if (had && document.activeElement === document.body) next(target, had)?.focus();
  };

  htmx.registerExtension("focus", {
    htmx_before_swap(asker, { ctx }) {
      const had = document.activeElement;
      if (!ctx.target?.contains(had)) return;
      const around = [];
      for (let one = had.closest(".entry"); one; one = one.parentElement.closest(".entry")) around.push(one.id);
      const tool = had.closest(".text--name")?.parentElement.querySelector(TOOLS);
      left.set(ctx.target, { had: traced(had), tool: tool && traced(tool), around });
      // At once: htmx comes back to us a moment later, and a key pressed in between would be lost.
      const drawn = new MutationObserver(() => (drawn.disconnect(), back(ctx.target)));
      drawn.observe(ctx.target, { childList: true });
    },
    htmx_after_swap(asker, { ctx }) {
      back(ctx.target);
    },
  });
})();
