// What was clicked and written before the scripts were there, as on a slow line, goes out as if it were done now.
// `autocomplete="off"` promises that the browser itself filled nothing in.
(() => {
  const touched = (field) => {
    if (field.type === "radio") return field.checked && !field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    return !field.selectedOptions[0]?.defaultSelected && [...field.options].some((one) => one.defaultSelected);
  };

  const replay = (place, speaking) => {
    for (const form of place.querySelectorAll("form[hx-trigger*=change][autocomplete=off]:not([hx-ignore] *)")) {
      const field = [...form.elements].find((one) => one.name && one.type !== "hidden" && touched(one));
      if (form === speaking) continue;
      if (field?.matches("select, [type=radio]")) field.dispatchEvent(new Event("change", { bubbles: true }));
      else if (field) form.requestSubmit();
    }
  };

  // After htmx, which begins to listen by a timer it set before, and to a sheet's sections in turns (process-in-turns.js).
  setTimeout(() => replay(document));
  document.addEventListener("taken-up", ({ detail }) => replay(detail.section, detail.form));
})();
