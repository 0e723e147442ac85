// What pages of plain forms do by themselves.
import "./redraw.js";
import "./look-again.js";
