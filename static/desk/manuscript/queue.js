/**
 * Operations on their way to the server, oldest first. They are in localStorage until the server has them: if the
 * browser dies, the next visit sends them. The server applies each id once, so sending twice does no harm.
 *
 * An item is {operation, step, way, typed, isTried}: what has the same step is sent and undone together; way is do,
 * undo or redo. Typing says in `was` what its field held before, as far as this window knows.
 */
import { anchorBefore, desk } from "./page.js";

const OF_PIECE = `manuscript:${desk.dataset.manuscript}:`;
// Of this page alone: a duplicated tab has the same sessionStorage, but must not write to the same place.
const key = OF_PIECE + crypto.getRandomValues(new Uint32Array(2)).join("");

let items = recover();
/** Typing that the server refused, with its answer as `error`; it stays until somebody has settled it. */
let held = [];
let taken = 0;
let storageFull = () => {};

function recover() {
  const found = [];
  for (const name of Object.keys(localStorage).filter((name) => name.startsWith(OF_PIECE))) {
    found.push(...JSON.parse(localStorage[name]));
    localStorage.removeItem(name);
  }
  if (found.length) localStorage[key] = JSON.stringify(found);
  return found.map((item) => ({ ...item, isTried: true }));
}

function store() {
  try {
    if (items.length || held.length) localStorage[key] = JSON.stringify([...held, ...items]);
    else localStorage.removeItem(key);
  } catch {
    storageFull();
  }
}

export const onStorageFull = (callback) => (storageFull = callback);
export const isEmpty = () => items.length === 0;
export const isDeleting = (anchor) =>
  items.some(({ operation }) => operation.op === "delete" && operation.anchor === anchor);
export const touches = (anchor) => items.some(({ operation }) => operation.anchor === anchor);
/** Is there anything that changes more than the text of a field? */
export const holdsStructure = () => items.slice(taken).some((item) => !item.typed);
export const refused = () => held;
export const stepOf = (anchor, field) => `${anchor || "piece"}:${field}`;

/** The text that is typed in a field and that the server does not have yet, or undefined. */
export function unsent(step) {
  const item = items.findLast((item) => item.step === step) ?? held.find((item) => item.step === step);
  return item && textOf(item);
}

const textOf = ({ operation }) => operation.text ?? operation.value;

/**
 * Add operations that belong together. With a `step` they are typing: a later text of the same field takes the place
 * of an earlier one that waits and was never sent.
 */
export function add(operations, { step = "", way = "do" } = {}) {
  if (step) operations = operations.map((operation) => following(operation, step));
  const typed = Boolean(step);
  step ||= newId();
  items.push(...operations.map((operation) => ({ operation: { ...operation, id: newId() }, step, way, typed })));
  store();
}

/** The operation with what its field holds once all has been stored that waits before it. */
function following(operation, step) {
  const earlier = items.findLast((item) => item.step === step);
  if (operation.was === undefined) return operation;
  if (!earlier) return { ...operation, was: held.find((item) => item.step === step)?.operation.was ?? operation.was };
  if (earlier !== items.at(-1) || earlier.isTried) return { ...operation, was: textOf(earlier) };
  items.pop();
  return { ...operation, was: earlier.operation.was };
}

/** The next items to send, or null; they stay in the queue until they are dropped. */
export function take() {
  const end = items.findIndex((item) => item.step !== items[0].step);
  taken = end === -1 ? items.length : end;
  for (const item of items.slice(0, taken)) item.isTried = true;
  return taken ? items.slice(0, taken) : null;
}

export function putBack() {
  taken = 0;
}

/**
 * The server has answered what was taken, and refused with these errors. Typing that was refused is held, with the
 * anchor of the exchange before it (`after`; null if nobody knows).
 */
export function settle(errors) {
  const answered = items.slice(0, taken);
  items = items.slice(taken);
  taken = 0;
  for (const item of answered.filter((item) => item.typed)) {
    held = held.filter((other) => other.step !== item.step);
    const error = errors.find((one) => one.id === item.operation.id);
    if (!error || textOf(item) === undefined) continue;
    held.push({ ...item, error, after: item.after ?? anchorBefore(item.operation.anchor) });
    // What was typed on top of it has the same beginning.
    const next = items.find((other) => other.step === item.step);
    if (next) next.operation.was = item.operation.was;
  }
  store();
}

/** Send what was refused again. */
export function retry() {
  items = [...held.map(({ error, ...item }) => item), ...items];
  held = [];
  store();
}

/** What was refused in these steps is given up. */
export function release(steps) {
  held = held.filter((item) => !steps.includes(item.step));
  store();
}

export function clear() {
  items = [];
  held = [];
  store();
}

/** Give exchanges the anchors that the server gave them. */
export function rename(renamed) {
  for (const item of [...items, ...held]) {
    const { operation } = item;
    for (const name of ["anchor", "after", "new"]) operation[name] = renamed[operation[name]] ?? operation[name];
    if (item.typed) item.step = stepOf(operation.anchor, operation.field ?? operation.name ?? item.step.split(":").at(-1));
  }
  store();
}

const newId = () => [...crypto.getRandomValues(new Uint32Array(4))].map((number) => number.toString(36)).join("");
