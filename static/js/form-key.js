// The keys of forms: what is sent twice with one key is done once, so what is meant twice needs another.
(() => {
  // Not everywhere is randomUUID: a page over plain http from another computer has none.
  const digit = (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16);

  window.newFormKey = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, digit);
})();
