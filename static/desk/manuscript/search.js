/** Search in the text: every place is marked, Enter goes to the next one, the outline shows where they are. */
import { anchorOf, exchanges, part, words } from "./page.js";
import { onAnswer } from "./saving.js";

const field = part("search");
const result = part("search-result");

let places = [];
let current = -1;

function placesIn(exchange, query) {
  const found = [];
  const walker = document.createTreeWalker(exchange.querySelector("[data-reading]"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.toLowerCase();
    for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
      const range = new Range();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + query.length);
      found.push(range);
    }
  }
  return found;
}

function find() {
  const query = field.value.trim().toLowerCase();
  const hits = new Set();
  places = [];
  for (const exchange of query ? exchanges() : []) {
    const found = placesIn(exchange, query);
    if (found.length) hits.add(anchorOf(exchange));
    places.push(...found);
  }
  for (const entry of part("outline").querySelectorAll("[data-entry]")) {
    entry.hidden = Boolean(query) && !hits.has(entry.dataset.entry);
  }
  current = Math.min(current, places.length - 1);
  mark();
}

function mark() {
  if (CSS.highlights) {
    CSS.highlights.set("found", new Highlight(...places));
    CSS.highlights.set("found-here", new Highlight(...places.slice(current, current + 1).filter(() => current >= 0)));
  }
  if (!field.value.trim()) result.textContent = "";
  else if (places.length) result.textContent = words("found", { place: Math.max(current + 1, 1), count: places.length });
  else result.textContent = words("notFound");
}

function go(by) {
  if (!places.length) return;
  if (current < 0 && by < 0) current = 0;
  current = (current + by + places.length) % places.length;
  places[current].startContainer.parentElement.scrollIntoView({ block: "center" });
  mark();
}

field.addEventListener("input", () => {
  current = -1;
  find();
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  go(event.shiftKey ? -1 : 1);
});
// After all the other listeners have put the answer on the page.
onAnswer(() => field.value && setTimeout(find));

export const searchCommands = {
  search: () => {
    part("aside").open = true;
    field.focus();
    field.select();
  },
};
