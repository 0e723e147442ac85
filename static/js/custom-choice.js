// "Of my own…" in a choice opens a field for one's own words beside it. Left empty, the choice is what it was.
(() => {
  document.addEventListener("change", (event) => {
    const select = event.target;
    const chosen = select.matches?.("select") && select.selectedOptions[0];
    if (!chosen) return;
    const own = chosen.hasAttribute("data-own");
    const field = document.getElementById(`${select.id}-own`);
    select.toggleAttribute("data-own-open", own);
    // Words of one's own would go before the choice.
    if (!own) return void (field && (field.value = ""));
    // Nothing is chosen yet, so nothing is to be saved.
    event.stopPropagation();
    field.focus();
  }, true);

  document.addEventListener("focusout", async ({ target }) => {
    if (!target.matches?.(".own") || target.value) return;
    const select = document.getElementById(target.id.slice(0, -"-own".length));
    // hold-while-pressed.js: what was pressed to leave the field would move away.
    await released();
    if (target.value || target.matches(":focus") || !select?.hasAttribute("data-own-open")) return;
    select.removeAttribute("data-own-open");
    select.selectedIndex = [...select.options].findIndex((one) => one.defaultSelected);
  });

  // A choice that waited for the answer to the one before goes by the words that this answer said are saved; and the field for
  // one's own words, if it was opened meanwhile, stays as it is: left empty, the choice is what is saved by now.
  const seen = (part) => part.querySelector("[name=seen]");
  const opened = (form) => form.querySelector?.(":scope > select[name=text][data-own-open]");

  htmx.registerExtension("custom-choice", {
    htmx_before_request(form, { ctx: { request } }) {
      if (form.querySelector?.(":scope > select[name=text]") && seen(form)) request.body.set("seen", seen(form).value);
    },
    htmx_before_swap(form, { ctx, tasks }) {
      const select = opened(form);
      const answer = tasks.findIndex(({ target }) => target === form);
      const sent = ctx.request.body?.get?.("own");
      const isOfWords = sent && sent === form.elements.own.value;
      if (!select || answer < 0 || isOfWords || ctx.response.status >= 400) return;
      const { fragment } = tasks[answer];
      const { value } = fragment.querySelector("select").selectedOptions[0];
      const own = select.selectedIndex;
      for (const option of select.options) option.defaultSelected = option.value === value && !("own" in option.dataset);
      select.selectedIndex = own;
      seen(form).value = seen(fragment).value;
      tasks.splice(answer, 1);
    },
  });
})();
