// A select of things of the book opens a panel instead of its bare list: its rows are fetched then, and what is chosen there
// is chosen in the select. Letters still type in it; and where the rows cannot be fetched it opens as its plain list.
(() => {
  const PATIENCE = 8000; // ms
  const panel = document.getElementById("picker");
  const find = (part) => panel.querySelector(part);
  const body = document.getElementById("picker-body");
  const heading = document.getElementById("picker-name");
  const plain = new WeakSet(); // selects whose rows could not be fetched
  let select = null; // the one whose panel is open

  const address = ({ form, name }) => {
    const under = name === "name" && form.elements.under;
    return `${form.getAttribute("action")}/offers${under ? `?under=${under.value}` : ""}`;
  };

  const say = (words, again = false) => {
    document.getElementById("picker-count").textContent = words;
    find("[data-again]").hidden = !again;
  };

  const fill = async () => {
    const asked = select;
    say(panel.dataset.loading);
    try {
      const request = { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(PATIENCE) };
      const response = await fetch(address(select), request);
      if (!response.ok) throw new Error(response.statusText);
      const rows = await response.text();
      if (asked !== select) return;
      plain.delete(select);
      body.innerHTML = rows;
      panel.dispatchEvent(new Event("picker-filled"));
    } catch {
      plain.add(asked);
      if (asked === select) say(panel.dataset.away, true);
    }
  };

  const open = (one) => {
    select = one;
    select.focus({ preventScroll: true });
    heading.textContent = select.labels[0].textContent;
    find(".picker__search").value = "";
    panel.showModal();
    // Under a thumb the keyboard would take half of the rows away.
    (matchMedia("(pointer: coarse)").matches ? heading : find(".picker__search")).focus();
    // Back closes it, and does not leave the page.
    history.pushState({ picker: true }, "");
    fill();
  };

  const choose = (row) => {
    // Another answer may have drawn the field again meanwhile.
    const field = document.getElementById(select.id);
    panel.close();
    const own = row.hasAttribute("data-own");
    const option = [...(field?.options ?? [])].find(
      (one) => one.hasAttribute("data-own") === own && (own || one.value === row.dataset.words),
    );
    if (!option || option.selected) return;
    option.selected = true;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  };

  const opens = (target) => target.matches?.("select[data-picker]") && !plain.has(target);

  // The press would open the plain list, the click comes when the button or finger is up again.
  document.addEventListener("mousedown", (event) => event.button || (opens(event.target) && event.preventDefault()));
  document.addEventListener("click", ({ target }) => opens(target) && !panel.open && open(target));
  document.addEventListener("keydown", (event) => {
    if (!opens(event.target) || !["Enter", " ", "ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    open(event.target);
  });

  panel.addEventListener("picker-chosen", ({ detail }) => choose(detail));
  panel.addEventListener("click", ({ target }) => {
    if (target === panel || target.matches(".picker__close")) panel.close();
    if (target.matches("[data-again]")) fill();
  });
  panel.addEventListener("close", () => {
    select = null;
    for (const part of [body, heading]) part.replaceChildren();
    if (history.state?.picker) history.back();
  });
  window.addEventListener("popstate", () => panel.open && panel.close());
  // Loaded again while it was open.
  if (history.state?.picker) history.back();
})();
