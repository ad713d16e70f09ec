/**
 * Typing that the server refused, because its place was changed or deleted elsewhere. Somebody has to decide what
 * becomes of it; until then the page's state is red, and what was typed is kept.
 */
import { chooseBetween } from "./conflicts.js";
import { ask, dialogPart, isAsking } from "./dialogs.js";
import { anchorOf, exchangeAt, exchanges, say, temporaryName } from "./page.js";
import * as queue from "./queue.js";
import { change, contact, onAnswer, send, type } from "./saving.js";
import { showChosen } from "./stored.js";

// Steps about which somebody will decide later: he or she is not asked again while typing.
const later = new Set();
let deciding = null;

onAnswer(() => {
  const isNews = queue.refused().some(({ step }) => !later.has(step));
  if (isNews && queue.isEmpty() && !isAsking()) decide();
});

const decide = () => (deciding ??= decideAll().finally(() => (deciding = null)));

async function decideAll() {
  say("");
  if ((await rescue(refusedFor("gone"))) && (await choose(refusedFor("changed_meanwhile")))) await send();
  for (const { step } of queue.refused()) later.add(step);
  await contact();
}

const refusedFor = (code) => queue.refused().filter(({ error }) => error.code === code);

/** Ask about all that was refused. Resolves to whether nothing is left. */
export async function settle() {
  later.clear();
  // The reason may be over, or there may be yet another text by now.
  queue.retry();
  if (!(await send())) return false;
  if (queue.refused().length) await decide();
  return !queue.refused().length;
}

/** What was typed in an exchange that is gone becomes a new one, or is given up. */
async function rescue(items) {
  for (const anchor of new Set(items.map(({ operation }) => operation.anchor))) {
    const lost = items.filter(({ operation }) => operation.anchor === anchor);
    const answers = await ask("lost", () => {
      const texts = lost.map(({ operation }) => Object.assign(document.createElement("p"), { textContent: operation.text }));
      dialogPart("lost", "lost").replaceChildren(...texts);
    });
    if (!answers) return false;
    queue.release(lost.map(({ step }) => step));
    if (answers.get("button") === "insert") await insert(lost);
  }
  return true;
}

function insert(lost) {
  const { after } = lost[0];
  const anchor = temporaryName();
  return change([
    { op: "insert", anchor, after: after === "" || exchangeAt(after) ? after : anchorOf(exchanges().at(-1)) },
    ...lost.map(({ operation: { op, field, text } }) => ({ op, anchor, field, text })),
  ]);
}

/** Between what was typed here and what another window has stored. */
async function choose(items) {
  if (!items.length) return true;
  const choices = await chooseBetween(
    "meanwhile",
    items.map(({ operation, error }) => ({ id: operation.id, html: error.html })),
  );
  if (!choices) return false;
  for (const { operation, error, step } of items) {
    const { side, text = side === "mine" ? (operation.text ?? operation.value) : error.theirs } = choices[operation.id];
    queue.release([step]);
    showChosen(operation, text, error.theirs);
    const chosen = operation.op === "set_text" ? { text } : { value: text };
    if (text !== error.theirs) type({ ...operation, ...chosen, was: error.theirs }, step);
  }
  return true;
}
