// What was changed counts for the stages, and for what there is so far: after each change the page is drawn again.
htmx.registerExtension("guide-redraw", {
  htmx_finally_request(form, { ctx: { response } }) {
    if (response?.status < 400 && form.method === "post") document.dispatchEvent(new Event("redraw"));
  },
});
