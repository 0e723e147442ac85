// What the page of preferences does by itself, in this order.
import "./unsaved.js";
import "./saving.js";
import "./resend.js";
import "./signed-out.js";
import "./preview-preference.js";
import "./replay-early-input.js";
