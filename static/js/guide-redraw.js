// What was changed counts for the stages, and for what there is so far: after each change the page is drawn again. While the
// picker adds one thing after another, it waits until that is closed.
(() => {
  const picker = document.getElementById("picker");
  const redraw = () => document.dispatchEvent(new Event("redraw"));

  htmx.registerExtension("guide-redraw", {
    htmx_finally_request(form, { ctx: { response } }) {
      if (!(response?.status < 400) || form.method !== "post") return;
      if (picker.open) picker.addEventListener("close", redraw, { once: true });
      else redraw();
    },
  });
})();
