// The boxes of a tracker are one stop of the Tab key; arrows, Home and End lead from box to box.
document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (!box.matches?.(".box") || event.ctrlKey || event.metaKey || event.altKey) return;
  const boxes = [...box.parentElement.children];
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -boxes.length, End: boxes.length }[event.key];
  if (!step) return;
  event.preventDefault();
  boxes[Math.min(Math.max(boxes.indexOf(box) + step, 0), boxes.length - 1)].focus();
});
