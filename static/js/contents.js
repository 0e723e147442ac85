// The strip of contents marks the section that is read, and scrolls along.
(() => {
  const JUMP = 1000; // ms; not every browser says that it has arrived
  const strip = document.querySelector(".contents");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const inSight = new Set();
  let tapped = false; // its link stays marked: the page may end before its section comes up
  let due = false;

  const mark = (id) => {
    const [now, next] = [strip.querySelector("[aria-current]"), strip.querySelector(`[href="#${id}"]`)];
    if (!next || now === next) return;
    now?.removeAttribute("aria-current");
    next.setAttribute("aria-current", "true");
    const left = next.offsetLeft - (strip.clientWidth - next.offsetWidth) / 2;
    strip.scrollTo({ left, behavior: calm.matches ? "instant" : "smooth" });
  };

  // A page is read at a line near its top. At the end of the page, where nothing comes up any more, the line goes down.
  const line = () => {
    const { scrollHeight } = document.documentElement;
    const ended = Math.max(0, 1 - (scrollHeight - innerHeight - scrollY) / innerHeight);
    return innerHeight * (0.2 + 0.6 * ended);
  };
  const look = () => {
    due = false;
    if (tapped) return;
    const at = line();
    const passed = [...inSight].filter(isRead).map((one) => [one.getBoundingClientRect().top, one.id]).filter(([top]) => top <= at);
    if (passed.length) mark(passed.sort(([one], [other]) => other - one)[0][1]);
  };
  // A list that holds nothing is only a word in the line of ways to add.
  const isRead = (section) => !section.querySelector(":scope > .list") || section.querySelector(".entry, form, .problem");
  const soon = () => (due ||= requestAnimationFrame(look));

  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) isIntersecting ? inSight.add(target) : inSight.delete(target);
    soon();
  });
  const watch = () => {
    watcher.disconnect();
    inSight.clear();
    for (const section of document.querySelectorAll(".sheet__body .section")) watcher.observe(section);
  };
  const arrive = () => (tapped = false);
  document.addEventListener("scroll", soon, { passive: true });
  document.addEventListener("scrollend", arrive);

  strip.addEventListener("click", ({ target }) => {
    if (!target.matches("a")) return;
    tapped = true;
    mark(target.hash.slice(1));
    setTimeout(arrive, JUMP);
  });

  htmx.registerExtension("contents", {
    htmx_before_morph_attr: (node, { attrName }) => attrName !== "aria-current",
    htmx_after_swap: ({ id }) => id !== "redraw" || watch(),
  });

  watch();
})();
