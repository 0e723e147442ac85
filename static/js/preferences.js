// What the page of preferences does by itself, in this order.
import "./hold-while-pressed.js";
import "./unsaved.js";
import "./saving.js";
import "./send-on-leave.js";
import "./resend.js";
import "./signed-out.js";
import "./redraw.js";
import "./look-again.js";
import "./preview-preference.js";
import "./replay-early-input.js";
