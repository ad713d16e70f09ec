/** The menu behind "More" opens below its button. */
import { part } from "./page.js";

const menu = document.getElementById("more");

part("more").addEventListener("click", () => {
  const { bottom } = part("more").getBoundingClientRect();
  menu.style.insetBlockStart = `${bottom + 4}px`;
});

// What was chosen there is done; the menu has served.
menu.addEventListener("click", (event) => event.target.closest("button[data-do]") && menu.hidePopover());
