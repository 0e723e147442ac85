// The focus of a picture is where it is clicked; the two sliders beside it say the same, and are what keys move.
(() => {
  const mark = (form) => {
    const picture = form.querySelector(".aim__picture");
    picture.style.setProperty("--aim-x", `${form.elements.x.value}%`);
    picture.style.setProperty("--aim-y", `${form.elements.y.value}%`);
  };

  document.addEventListener("click", (event) => {
    const picture = event.target.closest?.(".aim__picture");
    if (!picture) return;
    const { left, top, width, height } = picture.getBoundingClientRect();
    const { x, y } = picture.closest("form").elements;
    x.value = Math.round(((event.clientX - left) / width) * 100);
    y.value = Math.round(((event.clientY - top) / height) * 100);
    mark(x.form);
    x.dispatchEvent(new Event("change", { bubbles: true }));
  });

  document.addEventListener("input", ({ target }) => {
    if (target.matches?.(".aim [type=range]")) mark(target.form);
  });

  // The marks are drawn when a crop is opened: a plate may have been drawn anew since.
  document.addEventListener("toggle", ({ target }) => {
    const form = target.open && target.querySelector?.(".aim");
    if (form) mark(form);
  }, true);
})();
