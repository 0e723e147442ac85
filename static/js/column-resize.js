// The line beside the margin: dragged, or moved by arrow keys, Home and End; a double click puts it where it comes from.
// The width is one custom property; the form around the line keeps it.
(() => {
  const line = document.querySelector(".grip__line");
  const form = line.closest("form");
  const field = form.querySelector("[name=margin_width]");
  const body = line.closest(".sheet__body");
  const margin = document.getElementById("margin");
  const [low, high] = [Number(line.ariaValueMin), Number(line.ariaValueMax)];
  let kept = field.value;

  const share = (width) => Math.round((100 * width) / body.offsetWidth);

  const set = (percent) => {
    field.value = percent && Math.min(high, Math.max(low, percent));
    // Not removed: the style sheet the page came with may say another.
    document.documentElement.style.setProperty("--margin-width", percent ? `${field.value}%` : "initial");
  };
  const keep = () => {
    if (field.value === kept) return;
    kept = field.value;
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  line.addEventListener("pointerdown", ({ button, pointerId }) => button || line.setPointerCapture(pointerId));
  line.addEventListener("pointermove", ({ pointerId, clientX }) => {
    if (line.hasPointerCapture(pointerId)) set(share(clientX - body.getBoundingClientRect().left));
  });
  line.addEventListener("lostpointercapture", keep);
  line.addEventListener("dblclick", () => {
    set("");
    keep();
  });
  line.addEventListener("keydown", (event) => {
    const now = share(margin.offsetWidth);
    const next = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: low, End: high }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
    keep();
  });
  // Says the width once the page is laid out: measured here, it would be laid out a second time as it loads.
  new ResizeObserver(() => (line.ariaValueNow = share(margin.offsetWidth))).observe(margin);
})();
