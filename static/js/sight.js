// A form that was opened in a list is in sight with its buttons, not half of it behind the bar of a phone.
htmx.registerExtension("sight", {
  htmx_after_swap(asker, { ctx }) {
    ctx.target?.querySelector("form.adding")?.scrollIntoView({ block: "nearest" });
  },
});
