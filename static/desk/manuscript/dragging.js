/** Moves an exchange by dragging its number or, for long ways, its entry in the outline. */
import { anchorOf, exchangeAt, exchangeOf, part } from "./page.js";
import { move } from "./structure.js";

const FAR_ENOUGH = 6;
const EDGE = 50;
const SPEED = 14;

let drag = null;

const rowOf = (element) => element?.closest(".exchange, [data-entry]") ?? null;
const exchangeFor = (row) => exchangeOf(row) ?? exchangeAt(row.dataset.entry);

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-drag]");
  if (!handle || event.button !== 0) return;
  // On touch screens the outline must scroll; there only the number, which does nothing else, is dragged.
  if (event.pointerType === "touch" && handle.matches("a")) return;
  drag = { handle, row: rowOf(handle), x: event.clientX, y: event.clientY, isMoving: false, over: null };
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (!drag.isMoving && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > FAR_ENOUGH) begin(event);
  if (!drag.isMoving) return;
  drag.x = event.clientX;
  drag.y = event.clientY;
  point();
});

function begin(event) {
  drag.isMoving = true;
  drag.handle.setPointerCapture(event.pointerId);
  drag.row.classList.add("is-dragged");
  document.body.classList.add("is-dragging");
  requestAnimationFrame(scroll);
}

/** Mark where the exchange would come to lie. */
function point() {
  const row = rowOf(document.elementFromPoint(drag.x, drag.y));
  unmark();
  if (!row || row.parentElement !== drag.row.parentElement) return;
  const { top, height } = row.getBoundingClientRect();
  drag.over = { row, isAfter: drag.y > top + height / 2 };
  row.classList.add(drag.over.isAfter ? "is-drop-after" : "is-drop-before");
}

function unmark() {
  drag.over?.row.classList.remove("is-drop-after", "is-drop-before");
  drag.over = null;
}

function scroll() {
  if (!drag?.isMoving) return;
  const scroller = drag.row.matches("[data-entry]") ? drag.row.closest("[data-aside]") : document.scrollingElement;
  const isAbove = drag.y < part("bar").getBoundingClientRect().bottom + EDGE;
  const isBelow = drag.y > innerHeight - EDGE;
  if (isAbove || isBelow) {
    scroller.scrollBy(0, isAbove ? -SPEED : SPEED);
    point();
  }
  requestAnimationFrame(scroll);
}

function end(isDropped) {
  if (!drag) return;
  const { row, over, isMoving } = drag;
  unmark();
  drag = null;
  if (!isMoving) return;
  row.classList.remove("is-dragged");
  document.body.classList.remove("is-dragging");
  // The click that follows is the end of the drag, not a wish to edit.
  addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stop, { capture: true }));
  if (!isDropped || !over || over.row === row) return;
  const exchange = exchangeFor(row);
  const target = exchangeFor(over.row);
  move(exchange, over.isAfter ? target : previousOf(target, exchange));
}

function previousOf(target, moved) {
  const before = target.previousElementSibling;
  return before && anchorOf(before) === anchorOf(moved) ? before.previousElementSibling : before;
}

function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("pointerup", () => end(true));
document.addEventListener("pointercancel", () => end(false));
document.addEventListener("keydown", (event) => event.key === "Escape" && end(false));
