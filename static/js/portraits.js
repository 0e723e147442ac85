// What the page of portraits does by itself, in this order.
import "./unsaved.js";
import "./ahead.js";
import "./saving.js";
import "./oneline.js";
import "./plates.js";
import "./aim.js";
