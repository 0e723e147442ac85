// A form that was opened in a list is in sight with its buttons, not half of it behind the bar of a phone.
htmx.registerExtension("scroll-into-view", {
  htmx_before_swap(asker, { ctx }) {
    ctx.open = ctx.target?.querySelector("form.adding");
  },
  htmx_after_swap(asker, { ctx }) {
    const form = ctx.target?.querySelector("form.adding");
    if (form !== ctx.open) form?.scrollIntoView({ block: "nearest" });
  },
});
