/** Undo and redo: the server says with each answer what would take it back. */
import { anchorOf, exchangeAt, exchanges, numberButton, say, words } from "./page.js";
import { change, onAnswer, send } from "./saving.js";

// Typing in one field is taken back as a whole if it was not interrupted for longer.
const ONE_GO = 5_000;

let done = [];
let undone = [];

onAnswer((answer, batch) => {
  if (!answer.inverse.length) return;
  const { step, way, typed } = batch[0];
  const entry = { operations: answer.inverse, step, typed, time: Date.now() };
  if (way === "undo") {
    undone.push(entry);
    return;
  }
  if (way === "do") undone = [];
  const last = done.at(-1);
  if (way === "do" && typed && last?.step === step && entry.time - last.time < ONE_GO) last.time = entry.time;
  else done.push(entry);
});

async function takeBack(entries, way, said) {
  if (!(await send())) return;
  const entry = entries().pop();
  if (!entry) {
    say(words(`nothing-to-${way}`.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())));
    return;
  }
  const before = exchanges().map(anchorOf);
  if (!(await change(entry.operations, way))) return;
  say(words(said));
  reveal(entry.operations, before);
}

/** Go to what has changed, if it cannot be seen. */
function reveal(operations, before) {
  const isNew = exchanges().find((exchange) => !before.includes(anchorOf(exchange)));
  const exchange = isNew ?? operations.map(({ anchor }) => anchor && exchangeAt(anchor)).find(Boolean);
  if (!exchange) return;
  exchange.scrollIntoView({ block: "nearest" });
  if (document.activeElement === document.body) numberButton(exchange).focus({ preventScroll: true });
}

/** Give exchanges the anchors that the server gave them; a temporary one is random, so it can be replaced as text. */
export function renameInUndo(renamed) {
  const inAll = (entries) =>
    Object.entries(renamed).reduce(
      (found, [old, anchor]) => found.map((entry) => JSON.parse(JSON.stringify(entry).replaceAll(old, anchor))),
      entries,
    );
  done = inAll(done);
  undone = inAll(undone);
}

export const undoCommands = {
  undo: () => takeBack(() => done, "undo", "undone"),
  redo: () => takeBack(() => undone, "redo", "redone"),
};
