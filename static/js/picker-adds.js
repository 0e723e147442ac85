// A row of the picker adds what it says at once, with the dots that were pressed. The form stands open again in the answer,
// and the panel with it, so that several things are added one after another; then both close together.
(() => {
  const panel = document.getElementById("picker");
  const search = panel.querySelector(".picker__search");
  const said = document.getElementById("picker-added");
  let select = null;
  let request = null;
  let waiting = []; // rows pressed while an answer is on its way
  let added = [];

  const add = (row) => {
    waiting.push(row);
    if (waiting.length === 1) send(row);
  };

  const send = ({ parentElement, dataset: { dots, words } }) => {
    const { form } = select;
    select.value = words ?? parentElement.previousElementSibling.dataset.words;
    if (form.elements.dots) form.elements.dots.value = dots ?? "";
    form.setAttribute("hx-post", `${form.getAttribute("action")}?another=`);
    form.requestSubmit();
  };

  const goOn = (row, field) => {
    added.push(row.getAttribute("aria-label") ?? row.querySelector(".pick__name").textContent);
    said.textContent = panel.dataset.added.replace("{names}", added.join(" · "));
    search.value = "";
    select = field;
    panel.dispatchEvent(new CustomEvent("picker-goes-on", { detail: field }));
    if (waiting.length) return send(waiting[0]);
    panel.dispatchEvent(new CustomEvent("picker-opened", { detail: field }));
  };

  htmx.registerExtension("picker-adds", {
    htmx_before_request(form, { ctx }) {
      if (waiting.length && form === select?.form) request = ctx;
    },
    htmx_after_swap(place, { ctx }) {
      if (ctx !== request) return;
      const row = waiting.shift();
      const field = ctx.target.querySelector("form.adding select[data-picker]");
      if (field && !field.form.querySelector(".problem")) goOn(row, field);
      else panel.close();
    },
  });

  panel.addEventListener("picker-opened", ({ detail }) => (select = detail));
  panel.addEventListener("picker-adds", ({ detail }) => add(detail));
  panel.addEventListener("close", () => {
    const { form } = select;
    const had = document.activeElement;
    // Who went on to another field of the form wants it.
    const stays = waiting.length || form.querySelector(".htmx-request") || (had !== select && form.contains(had));
    // Its link, once it has left the page, would load another page.
    if (added.length && form.isConnected && !stays) form.querySelector("a.button").click();
    waiting = [];
    added = [];
    said.textContent = "";
  });
})();
