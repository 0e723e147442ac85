// Words as they are compared, as `fold` in wodsheet/unicode.py: without case, accents and invisible letters, with the straight
// apostrophes, quotation marks and dashes, and one blank between two words.
(() => {
  const ALIKE = { ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ŧ: "t", ı: "i", æ: "ae", œ: "oe", þ: "th" };

  window.fold = (words) =>
    words
      .replace(/[´`‘’‚‛ʻʼʽʹˈ′]/g, "'")
      .replace(/[“”„‟″«»]/g, '"')
      .replace(/[‐‑‒–—―−]/g, "-")
      .normalize("NFKD")
      .toLowerCase()
      .replace(/(?=\p{Diacritic})\p{Mn}|\p{Cf}/gu, "")
      .replace(/[ßøłđðħŧıæœþ]/g, (letter) => ALIKE[letter])
      .replace(/\s+/g, " ")
      .trim();
})();
