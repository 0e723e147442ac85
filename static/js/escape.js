// Escape closes a form that was opened to add something.
document.addEventListener("keydown", (event) => {
  const form = event.key === "Escape" && event.target.closest?.("form.adding");
  if (form) form.querySelector("a[hx-get]").click();
});
