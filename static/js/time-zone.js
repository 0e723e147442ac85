// Tells the server the time zone of this browser when it is not the one that the page was made for.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zone === document.documentElement.dataset.timeZone) return;
  fetch("/preferences/time_zone", { method: "POST", body: new URLSearchParams({ time_zone: zone }) });
})();
