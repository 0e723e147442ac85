// What this device remembers of sections: the ids of those that somebody folded (true) or opened (false), in `foldMemory.folds`.
// A browser may keep nothing for us: then it is remembered until the page is left.
(() => {
  const KEY = "folds";

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  };

  const folds = read();
  const remember = (id, folded) => {
    folds[id] = folded;
    try {
      localStorage.setItem(KEY, JSON.stringify(folds));
    } catch {}
  };

  window.foldMemory = { folds, remember };
})();
