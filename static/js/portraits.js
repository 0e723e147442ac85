// What the page of portraits does by itself, in this order.
import "./hold-while-pressed.js";
import "./unsaved.js";
import "./keep-unsent-edits.js";
import "./saving.js";
import "./send-on-leave.js";
import "./resend.js";
import "./signed-out.js";
import "./redraw.js";
import "./look-again.js";
import "./oneline.js";
import "./portrait-upload.js";
import "./crop-focus.js";
