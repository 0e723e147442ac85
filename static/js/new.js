// What the page of a new character does by itself, in this order.
import "./hold-while-pressed.js";
import "./custom-choice.js";
import "./picker.js";
import "./picker-rows.js";
import "./fold-words.js";
import "./picker-keys.js";
import "./picker-search.js";
