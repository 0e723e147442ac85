// A page is drawn again in its place, by the link #redraw: when something was changed elsewhere (look-again.js), and a sheet
// after another kind was saved. It waits until everything typed is saved, and takes no answer that does not know all of it.
(() => {
  let due = false;
  let away = false; // whether the link's request is on its way
  let current = false; // whether nothing was typed since it left

  // Pages of plain forms save nothing by themselves.
  const isSaved = () => !window.unsaved?.size;

  const redraw = () => {
    if (due && !away && isSaved()) document.getElementById("redraw").click();
  };

  document.addEventListener("redraw", () => {
    due = true;
    redraw();
  });
  document.addEventListener("unsaved-change", () => {
    if (!isSaved()) current = false;
    else redraw();
  });

  htmx.registerExtension("redraw", {
    htmx_before_request(link) {
      if (link.id === "redraw") [away, current] = [true, isSaved()];
    },
    htmx_before_swap(link) {
      if (link.id !== "redraw") return true;
      if (!due || !current) return false;
      due = false;
      return true;
    },
    // What is open to be written in stays: a form that adds something, one that is written before it is sent; and so do
    // the way back from a removal, what was changed last, what is rolled or done and a panel that is open.
    htmx_before_morph_node: (main, { oldNode }) =>
      !oldNode.matches?.(".adds:has(form), .under:has(form), [id^='removed-']:has(form), .writing, .panel__part, #roll, #undo"),
    htmx_before_morph_attr: (node, { attrName }) => attrName !== "open",
    htmx_after_swap(link) {
      if (link.id !== "redraw") return;
      // Morphing writes attributes. A field that somebody touched goes by them only after a reset.
      const field = document.activeElement;
      for (const form of document.querySelectorAll("#main form[hx-post]:not(.adding, .writing, .panel form)")) {
        // Where somebody is about to write, the caret stays unless the words are others. A number typed is not saved yet.
        const same = field.matches("textarea") && field.value === field.defaultValue;
        if (!form.contains(field) || !(same || field.matches("input:not([type=radio])"))) form.reset();
      }
      document.dispatchEvent(new Event("redrawn"));
    },
    htmx_finally_request(link, { ctx: { response } }) {
      if (link.id !== "redraw") return;
      away = false;
      // 304: all is shown. 401: nobody is signed in. Without an answer resend.js sends the link again, where it is there.
      if ((response?.status === 304 && current) || response?.status === 401 || !window.unsaved) due = false;
      redraw();
    },
  });
})();
