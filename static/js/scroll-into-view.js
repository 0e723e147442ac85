// A form that somebody opened to add something is in sight with its buttons, not half of it behind the bar of a phone.
htmx.registerExtension("scroll-into-view", {
  htmx_after_swap(asker, { ctx }) {
    const form = ctx.target?.querySelector(":scope > form.adding");
    if (form?.contains(document.activeElement)) form.scrollIntoView({ block: "nearest" });
  },
});
