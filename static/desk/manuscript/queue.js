/**
 * Operations on their way to the server, oldest first. They are in localStorage until the server has them: if the
 * browser dies, the next visit sends them. The server applies each id once, so sending twice does no harm.
 *
 * An item is {operation, step, way}: what has the same step is sent and undone together; way is do, undo or redo.
 */
import { desk } from "./page.js";

const OF_PIECE = `manuscript:${desk.dataset.manuscript}:`;

export const tab = (sessionStorage["manuscript-tab"] ??= crypto.getRandomValues(new Uint32Array(2)).join(""));
const key = OF_PIECE + tab;

let items = recover();
let taken = 0;
let storageFull = () => {};

function recover() {
  const found = [];
  for (const name of Object.keys(localStorage).filter((name) => name.startsWith(OF_PIECE))) {
    found.push(...JSON.parse(localStorage[name]));
    if (name !== key) localStorage.removeItem(name);
  }
  if (found.length) localStorage[key] = JSON.stringify(found);
  return found;
}

function store() {
  try {
    if (items.length) localStorage[key] = JSON.stringify(items);
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

/**
 * Add operations that belong together. With a `step` they are typing: a later text of the same field takes the place
 * of an earlier one that waits. It gets an id of its own, for the server may have had the earlier one without our knowing.
 */
export function add(operations, { step = "", way = "do" } = {}) {
  const last = items.at(-1);
  if (step && items.length > taken && last.step === step) items.pop();
  const typed = Boolean(step);
  step ||= newId();
  items.push(...operations.map((operation) => ({ operation: { ...operation, id: newId() }, step, way, typed })));
  store();
}

/** The next items to send, or null; they stay in the queue until they are dropped. */
export function take() {
  const end = items.findIndex((item) => item.step !== items[0].step);
  taken = end === -1 ? items.length : end;
  return taken ? items.slice(0, taken) : null;
}

export function putBack() {
  taken = 0;
}

export function drop() {
  items = items.slice(taken);
  taken = 0;
  store();
}

export function clear() {
  items = [];
  store();
}

/** Give exchanges the anchors that the server gave them. */
export function rename(renamed) {
  for (const { operation } of items) {
    for (const name of ["anchor", "after", "new"]) operation[name] = renamed[operation[name]] ?? operation[name];
  }
  store();
}

const newId = () => [...crypto.getRandomValues(new Uint32Array(4))].map((number) => number.toString(36)).join("");
