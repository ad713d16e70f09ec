/** The menu behind "More" opens below its button. */
import { part } from "./page.js";

const menu = document.getElementById("more");

part("more").addEventListener("click", () => {
  const { bottom, right } = part("more").getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  // Below its button, and wholly on the screen.
  const behind = Math.max(8, Math.min(width - right, width - menu.offsetWidth - 8));
  menu.style.insetBlockStart = `${bottom + 4}px`;
  menu.style.insetInlineEnd = `${behind}px`;
});

// What was chosen there is done; the menu has served.
menu.addEventListener("click", (event) => event.target.closest("button[data-do]") && menu.hidePopover());
