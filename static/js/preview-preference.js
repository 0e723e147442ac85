// A preference shows as soon as it is chosen: the root of the page says it now, and from the next page on the server does.
document.addEventListener("change", ({ target }) => {
  if (!target.form?.matches(".preference")) return;
  document.documentElement.setAttribute(`data-${target.name.replaceAll("_", "-")}`, target.value);
});
