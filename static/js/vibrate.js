// Where somebody turned it on, a phone answers a roll by how it turned out: two long ones for something to fear, else a short
// one. The page says it in words as well.
(() => {
  const choice = document.getElementById("vibrate");
  if (!navigator.vibrate) return;
  const remember = (so) => {
    try {
      if (so !== undefined) localStorage.setItem("vibrate", so ? "yes" : "");
      return localStorage.getItem("vibrate") === "yes";
    } catch {
      return so ?? choice.checked;
    }
  };

  choice.closest("[hidden]").hidden = false;
  choice.checked = remember();
  choice.addEventListener("change", () => remember(choice.checked));

  new MutationObserver(() => {
    const word = document.querySelector("#roll .dice-word");
    if (word && choice.checked) navigator.vibrate(word.matches(".dice-word--dire") ? [150, 80, 150] : 60);
  }).observe(document.getElementById("roll"), { childList: true });
})();
