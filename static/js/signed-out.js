// Somebody who was signed out elsewhere goes to the sign-in. But words that would be lost on the way stay in their fields,
// and so does the page: they are saved after a sign-in in another tab.
(() => {
  const typed = (field) => field.matches("textarea, input:not([type=hidden])") && field.value !== field.defaultValue;
  const holdsWords = (form) =>
    unsaved.has(form) ? form.matches(".text, .adding, .writing") : [...form.elements].some(typed);

  htmx.registerExtension("signed-out", {
    htmx_before_response(asker, { ctx }) {
      if (ctx.response.status !== 401) return;
      const forms = new Set([...unsaved.keys(), ...document.querySelectorAll("form.adding")]);
      const stays = [...forms].some((form) => form.matches("form") && holdsWords(form));
      if (stays) delete ctx.hx.redirect;
      for (const form of [asker, ...(stays ? [] : unsaved.keys())]) {
        unsaved.tell(form, stays && form.matches("form[method=post]") ? "out" : null);
      }
    },
  });
})();
