// A text area made higher by hand stays so: what it was given is the least it has, and more words still make it grow.
(() => {
  let held = null; // the text area under the pointer, its height when that came, and the least it had

  document.addEventListener("pointerdown", ({ target }) => {
    if (!target.matches?.(".text textarea:not([data-one-line])")) return;
    held = { area: target, height: target.getBoundingClientRect().height, least: target.style.minBlockSize };
    // Nobody can drag below the least, so it steps aside while the pointer is down.
    target.style.blockSize = `${held.height}px`;
    target.style.minBlockSize = "0";
  });

  const leave = () => {
    if (!held) return;
    const { area, height, least } = held;
    const now = Math.round(area.getBoundingClientRect().height);
    const changed = Math.abs(now - height) > 1;
    held = null;
    area.style.height = area.style.blockSize = "";
    area.style.minBlockSize = changed ? `${now}px` : least;
    if (changed) keep(area, now);
  };

  const keep = (area, height) => {
    const form = document.getElementById("heights");
    form.querySelector("[name=area]").value = area.id;
    form.querySelector("[name=height]").value = Math.min(2000, Math.max(24, height));
    form.requestSubmit();
  };

  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, leave);
})();
