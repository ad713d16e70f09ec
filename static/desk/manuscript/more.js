/** The menu behind "More" opens below its button. */
import { part } from "./page.js";

const menu = document.getElementById("more");

part("more").addEventListener("click", () => {
  const { bottom, right } = part("more").getBoundingClientRect();
  menu.style.insetBlockStart = `${bottom + 4}px`;
  menu.style.insetInlineEnd = `${Math.max(8, Math.min(document.documentElement.clientWidth - right, document.documentElement.clientWidth - menu.offsetWidth - 8))}px`;
});

// What was chosen there is done; the menu has served.
menu.addEventListener("click", (event) => event.target.closest("button[data-do]") && menu.hidePopover());
