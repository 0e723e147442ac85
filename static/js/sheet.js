// What a sheet does by itself, in this order.
import "./dot-keys.js";
import "./unsaved.js";
import "./keep-unsent-edits.js";
import "./saving.js";
import "./resend.js";
import "./signed-out.js";
import "./steps.js";
import "./custom-choice.js";
import "./oneline.js";
import "./apply-order.js";
import "./redraw-sheet.js";
import "./focus.js";
import "./scroll-into-view.js";
import "./escape.js";
import "./column-resize.js";
import "./textarea-height.js";
import "./replay-early-input.js";
