// Sections fold by their headings, and this device remembers which. At first, on a phone, those are folded that the line
// says so of. A link to a folded section opens it, and so does a search in the page; neither is remembered.
(() => {
  const phone = matchMedia("(width < 44rem)"); // as in css/parts/fold.css
  const HIDDEN = "onbeforematch" in document.body ? "until-found" : "";

  // A list that holds nothing has nothing to fold.
  const FULL = ".section:has(.entry, form:is(.rating, .text))";
  const button = (section) => {
    const heading = section.querySelector(":scope > .section__head > h2");
    const made = heading.querySelector(".fold") ?? document.createElement("button");
    if (made.isConnected) return made;
    made.type = "button";
    made.className = "fold";
    made.append(...heading.childNodes);
    heading.append(made);
    return made;
  };
  const release = (section) => {
    const made = section.querySelector(".fold");
    made.replaceWith(...made.childNodes);
    delete section.dataset.fold;
  };

  const fold = (section, folded) => {
    button(section).setAttribute("aria-expanded", !folded);
    section.dataset.fold = folded ? "closed" : "open";
    for (const part of section.querySelectorAll(":scope > :not(.section__head)")) {
      folded ? part.setAttribute("hidden", HIDDEN) : part.removeAttribute("hidden");
    }
  };

  // What is open to be written, refused or not saved yet is never folded away.
  const written = (section) =>
    section.querySelector("form.adding, [aria-invalid=true]") ??
    [...unsaved].find(([form, state]) => state !== "saving" && section.contains(form))?.[0];

  const apply = () => {
    for (const section of document.querySelectorAll(`.sheet__body ${FULL}`)) {
      const folded = foldMemory.folds[section.id] ?? (phone.matches && section.matches(".section--folded"));
      fold(section, folded && !written(section) && !section.contains(document.activeElement));
    }
  };
  // Of a list that got its first entry, or lost its last.
  const follow = () => {
    for (const section of document.querySelectorAll(`.sheet__body ${FULL}:not([data-fold])`)) fold(section, false);
    for (const section of document.querySelectorAll(`.section[data-fold]:not(${FULL})`)) release(section);
  };

  const reveal = (id) => {
    const section = document.getElementById(id)?.closest(".section[data-fold=closed]");
    if (section) fold(section, false);
    return section;
  };

  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.("a[href^='#']");
    if (link) reveal(link.hash.slice(1));
    const section = target.closest?.(".fold")?.closest(".section");
    if (!section) return;
    const folded = section.dataset.fold === "open";
    const open = folded && written(section);
    if (open) return open.scrollIntoView({ block: "center" });
    fold(section, folded);
    foldMemory.remember(section.id, folded);
  });
  document.addEventListener("beforematch", ({ target }) => reveal(target.closest(".section")?.id));
  phone.addEventListener("change", apply);

  // A sheet that is drawn again has neither the buttons nor what is folded.
  htmx.registerExtension("fold-sections", {
    htmx_before_morph_node: (main, { oldNode }) => !oldNode.matches?.("h2:has(> .fold)"),
    htmx_before_morph_attr: ({ parentElement }, { attrName }) =>
      attrName !== "data-fold" && !(attrName === "hidden" && parentElement?.matches(".section")),
    htmx_after_swap: ({ id }) => (id === "redraw" ? apply() : follow()),
  });

  apply();
  reveal(location.hash.slice(1))?.scrollIntoView();
})();
