// Escape closes what was opened in a list: the form to add something, or a name.
document.addEventListener("keydown", ({ key, target }) => {
  if (key !== "Escape") return;
  const opened = target.closest?.("form.adding, .under__open, .entry:has(> .entry__tools [data-done])");
  opened?.querySelector(":scope a:is(.button, [data-done])")?.click();
});
