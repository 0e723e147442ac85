// What the page of experience does by itself, in this order.
import "./unsaved.js";
import "./saving.js";
import "./focus.js";
