/** The outline follows the text: the exchange that is being read is marked. */
import { anchorOf, exchanges, part } from "./page.js";

const outline = part("outline");
const aside = part("aside");
const isWide = matchMedia("(min-width: 1100px)");

const listeners = [];
let frame = 0;
let place;

/** Have a function called with the exchange that is being read, null while that is what stands above all, whenever it is another one. */
export const onPlace = (listener) => listeners.push(listener);

/** The last exchange that begins above a line on the screen, or the first. Each look drops half of them. */
function exchangeAtLine(y) {
  const all = exchanges();
  let [from, to] = [0, all.length];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (all[middle].getBoundingClientRect().top <= y) from = middle;
    else to = middle;
  }
  return all[from];
}

export function markOutline() {
  frame = 0;
  const line = part("bar").getBoundingClientRect().bottom + 60;
  const exchange = exchangeAtLine(line);
  tell(exchange?.getBoundingClientRect().top <= line ? exchange : null);
  const entry = outline.querySelector(`[data-entry="${CSS.escape(anchorOf(exchange))}"] a`);
  const marked = outline.querySelector("[aria-current]");
  if (entry === marked) return;
  marked?.removeAttribute("aria-current");
  entry?.setAttribute("aria-current", "location");
  if (isWide.matches) entry?.scrollIntoView({ block: "nearest" });
}

function tell(now) {
  if (now === place) return;
  place = now;
  for (const listener of listeners) listener(now);
}

/** On small screens the outline is closed once it has served. */
outline.addEventListener("click", (event) => {
  if (event.target.closest("a") && !isWide.matches) aside.open = false;
});

const fit = () => (aside.open = isWide.matches);
isWide.addEventListener("change", fit);
fit();
document.addEventListener("scroll", () => (frame ||= requestAnimationFrame(markOutline)), { passive: true });
requestAnimationFrame(markOutline);
