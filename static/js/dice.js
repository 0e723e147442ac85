// What the page Dice does by itself.
import "./typed-pool.js";
import "./real-dice.js";
