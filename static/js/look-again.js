// When the page comes into sight again, as from another tab, after sleep or by Back, it asks once whether the character was
// changed elsewhere meanwhile, and then is drawn anew (redraw-sheet.js).
(() => {
  let looking = null;

  const look = async () => {
    const { pathname, dataset } = document.getElementById("redraw");
    const address = `${pathname}/changed?since=${encodeURIComponent(dataset.changedAt)}`;
    // Of a sign-out the next click tells.
    const { status } = await fetch(address, { redirect: "manual" }).catch(() => ({}));
    if (status === 200) document.dispatchEvent(new Event("redraw-sheet"));
    looking = null;
  };

  document.addEventListener("visibilitychange", () => document.hidden || (looking ??= look()));
  window.addEventListener("pageshow", ({ persisted }) => persisted && (looking ??= look()));
})();
