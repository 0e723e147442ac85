// What a sheet does by itself, in this order.
import "./lower.js";
import "./unsaved.js";
import "./ahead.js";
import "./saving.js";
import "./steps.js";
import "./own.js";
import "./oneline.js";
import "./focus.js";
import "./sight.js";
import "./escape.js";
import "./grip.js";
import "./heights.js";
import "./early.js";
