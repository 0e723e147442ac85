// The dots that something in the picker can be added with: options beside its row. The server sends only their numbers, for
// they would be half of what is fetched.
(() => {
  const panel = document.getElementById("picker");

  const element = (name, attributes) => {
    const made = document.createElement(name);
    for (const [key, words] of Object.entries(attributes)) made.setAttribute(key, words);
    return made;
  };

  const options = ({ dataset, id }, name) =>
    dataset.ratings.split(" ").map((dots) => {
      const label = panel.dataset.rating.replace("{name}", name).replace("{dots}", dots);
      const marks = { class: "pick__rating", role: "option", id: `${id}-${dots}`, "data-dots": dots, "aria-label": label };
      const option = element("span", marks);
      option.textContent = dots;
      return option;
    });

  panel.addEventListener("picker-filled", () => {
    for (const row of panel.querySelectorAll("[data-ratings]")) {
      const ratings = element("div", { class: "pick__ratings", role: "presentation" });
      ratings.append(...options(row, row.querySelector(".pick__name").textContent));
      const both = element("div", { class: "pick__row", role: "presentation" });
      row.replaceWith(both);
      both.append(row, ratings);
    }
  });
})();
