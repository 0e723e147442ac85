// What the piece of a sheet on the front page does by itself.
import "./dot-keys.js";
