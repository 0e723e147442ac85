// What the roster does by itself, in this order.
import "./box-keys.js";
import "./hold-while-pressed.js";
import "./unsaved.js";
import "./saving.js";
import "./resend.js";
import "./signed-out.js";
import "./redraw.js";
import "./look-again.js";
import "./focus.js";
import "./card-trackers.js";
import "./lead-to-view.js";
