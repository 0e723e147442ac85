// What was clicked and written before the scripts were there, as on a slow line, goes out as if it were done now.
// `autocomplete="off"` promises that the browser itself filled nothing in.
(() => {
  const touched = (field) => {
    if (field.type === "radio") return field.checked && !field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    return !field.selectedOptions[0]?.defaultSelected && [...field.options].some((one) => one.defaultSelected);
  };

  // After htmx, which begins to listen by a timer it set before.
  setTimeout(() => {
    for (const form of document.querySelectorAll("form[hx-trigger*=change][autocomplete=off]")) {
      const field = [...form.elements].find((one) => one.name && one.type !== "hidden" && touched(one));
      if (field?.matches("select, [type=radio]")) field.dispatchEvent(new Event("change", { bubbles: true }));
      else if (field) form.requestSubmit();
    }
  });
})();
