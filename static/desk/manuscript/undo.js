/**
 * Undo and redo: the server says with each answer what would take it back, and refuses that once the place has been
 * changed again. Both stacks outlive a reload of the page.
 */
import { anchorOf, desk, exchangeAt, exchanges, numberButton, say, words } from "./page.js";
import { change, onAnswer, send } from "./saving.js";

const KEY = `manuscript-undo:${desk.dataset.manuscript}`;
const MOST = 100;
// Typing in one field is taken back as a whole if it was not interrupted for longer.
const ONE_GO = 5_000;

let stacks = JSON.parse(sessionStorage[KEY] ?? '{"undo": [], "redo": []}');

function store() {
  stacks.undo = stacks.undo.slice(-MOST);
  try {
    sessionStorage[KEY] = JSON.stringify(stacks);
  } catch {
    // Without room for them they are there until the page is left.
    delete sessionStorage[KEY];
  }
  show();
}

function show() {
  for (const way of ["undo", "redo"]) {
    desk.querySelector(`[data-bar] [data-do=${way}]`).ariaDisabled = String(!stacks[way].length);
  }
}

onAnswer((answer, batch) => {
  if (!answer.inverse.length) return;
  const { step, way, typed } = batch[0];
  const entry = { operations: answer.inverse, step, typed, time: Date.now() };
  if (way === "do") stacks.redo = [];
  const stack = stacks[way === "undo" ? "redo" : "undo"];
  const last = stack.at(-1);
  if (way === "do" && typed && last?.step === step && entry.time - last.time < ONE_GO) {
    // It goes back to where the first one began, from where the last one ended.
    last.operations[0].found = entry.operations[0].found;
    last.time = entry.time;
  } else {
    stack.push(entry);
  }
  store();
});

async function takeBack(way, opposite, said) {
  if (!(await send())) return;
  const entry = stacks[way].pop();
  store();
  if (!entry) {
    say(words(way === "undo" ? "nothingToUndo" : "nothingToRedo"));
    return;
  }
  const before = exchanges().map(anchorOf);
  const had = stacks[opposite].length;
  if (!(await change(entry.operations, way)) || stacks[opposite].length === had) return;
  say(words(said));
  reveal(entry.operations, before);
}

/** Go to what has changed, if it cannot be seen. */
function reveal(operations, before) {
  const isNew = exchanges().find((exchange) => !before.includes(anchorOf(exchange)));
  const changed = operations.flatMap(({ exchanges: anchors = {} }) => Object.keys(anchors)).map(exchangeAt);
  const exchange = isNew ?? changed.find(Boolean);
  if (!exchange) return;
  exchange.scrollIntoView({ block: "nearest" });
  if (document.activeElement === document.body) numberButton(exchange).focus({ preventScroll: true });
}

/** Give exchanges the anchors that the server gave them; a temporary one is random, so it can be replaced as text. */
export function renameInUndo(renamed) {
  const text = Object.entries(renamed).reduce((found, [old, anchor]) => found.replaceAll(old, anchor), JSON.stringify(stacks));
  stacks = JSON.parse(text);
  store();
}

export const undoCommands = {
  undo: () => takeBack("undo", "redo", "undone"),
  redo: () => takeBack("redo", "undo", "redone"),
};

show();
