// The search of the play view shows what has all the words in its name, and what stands folded away as well. "/" leads to it.
(() => {
  const field = document.getElementById("search");
  const folds = () => document.querySelectorAll(".play__body details");
  field.closest("[hidden]").hidden = false;

  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const search = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    for (const one of document.querySelectorAll(".play__body [data-name]")) {
      const name = plain(one.textContent);
      one.hidden = !words.every((word) => name.includes(word));
    }
    for (const fold of folds()) fold.open = words.length > 0 && fold.querySelector("[data-name]:not([hidden])") !== null;
    document.querySelector(".play__body").classList.toggle("searched", words.length > 0);
  };

  field.addEventListener("input", search);
  document.addEventListener("redrawn", () => field.value && search());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === field) {
      field.value = "";
      search();
    }
    if (event.key !== "/" || event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    event.preventDefault();
    field.focus();
  });
})();
