// The rows of the picker, fetched when it opens. Where they cannot be fetched the panel says so, and the select opens as its
// plain list from then on.
(() => {
  const PATIENCE = 8000; // ms
  const panel = document.getElementById("picker");
  const body = document.getElementById("picker-body");
  const again = panel.querySelector("[data-again]");
  let select = null;

  const address = ({ form, name, dataset }) => {
    if (dataset.picker) return dataset.picker;
    const under = name === "name" && form.elements.under;
    return `${form.getAttribute("action")}/offers${under ? `?under=${under.value}` : ""}`;
  };

  const say = (words, failed = false) => {
    document.getElementById("picker-count").textContent = words;
    again.hidden = !failed;
  };

  // Those that stand there already are drawn again without the filters, which somebody may have set.
  const show = (rows) => {
    const old = document.getElementById("picker-rows");
    if (!old) return (body.innerHTML = rows);
    const place = old.scrollTop;
    const { content } = Object.assign(document.createElement("template"), { innerHTML: rows });
    old.replaceWith(content.getElementById("picker-rows"));
    document.getElementById("picker-rows").scrollTop = place;
  };

  const fill = async (field) => {
    select = field;
    if (!body.firstChild) say(panel.dataset.loading);
    try {
      const request = { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(PATIENCE) };
      const response = await fetch(address(field), request);
      if (!response.ok) throw new Error(response.statusText);
      const rows = await response.text();
      if (field !== select) return;
      delete field.dataset.plain;
      show(rows);
      panel.dispatchEvent(new Event("picker-filled"));
    } catch {
      field.dataset.plain = "";
      if (field === select) say(panel.dataset.away, true);
    }
  };

  panel.addEventListener("picker-opened", ({ detail }) => fill(detail));
  again.addEventListener("click", () => fill(select));
  panel.addEventListener("close", () => {
    select = null;
    for (const part of [body, document.getElementById("picker-name")]) part.replaceChildren();
  });
})();
