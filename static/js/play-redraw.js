// What can be done now goes by trackers and by what is in effect: after a change of these the page is drawn again. And what is
// done by a button is done again by its next press, not the same once more: each gets a key of its own.
htmx.registerExtension("play-redraw", {
  htmx_finally_request(form, { ctx: { response } }) {
    if (!(response?.status < 500)) return;
    if (form.matches(".deed form, .pins form")) form.elements.form_key.value = newFormKey();
    if (form.matches(".vitals :is(.rating, .tracker, .text), .effect form, #roll form")) document.dispatchEvent(new Event("redraw"));
  },
});
