/**
 * Commands that change which exchanges there are and in what order. Moving, deleting and inserting show at once; what
 * divides or joins texts shows with the server's answer, which alone knows what becomes of them.
 */
import { ask } from "./dialogs.js";
import { close, edit, freeze, show, textWithCursor } from "./editing.js";
import {
  anchorOf, exchangeAt, exchanges, keepFocus, list, numberButton, part, renumber, say, temporaryName, words,
} from "./page.js";
import { change } from "./saving.js";

/** Put an exchange behind another one, or first if that is null. */
export function move(exchange, after) {
  if (after === exchange || after === exchange.previousElementSibling) return;
  keepFocus(() => (after ? after.after(exchange) : list.prepend(exchange)));
  renumber();
  exchange.scrollIntoView({ block: "nearest" });
  say(words("moved", { number: exchanges().indexOf(exchange) + 1 }));
  change({ op: "move", anchor: anchorOf(exchange), after: anchorOf(after) });
}

function up(exchange) {
  const before = exchange.previousElementSibling;
  if (before) move(exchange, before.previousElementSibling);
}

function down(exchange) {
  if (exchange.nextElementSibling) move(exchange, exchange.nextElementSibling);
}

async function moveToPlace(exchange) {
  const all = exchanges();
  const answers = await ask("place", ({ elements: { place } }) => {
    place.max = all.length;
    place.value = all.indexOf(exchange) + 1;
    place.select();
  });
  if (!answers) return;
  const others = exchanges().filter((other) => other !== exchange);
  move(exchange, others[answers.get("place") - 2] ?? null);
}

async function insert(after) {
  const anchor = temporaryName();
  const blank = part("blank").content.cloneNode(true);
  const [exchange, fields] = blank.children;
  exchange.id = `exchange-${anchor}`;
  exchange.dataset.anchor = anchor;
  if (after) after.after(exchange);
  else list.prepend(exchange);
  renumber();
  show(exchange, fields);
  fields.querySelector("[name=question]").focus({ preventScroll: true });
  exchange.scrollIntoView({ block: "nearest" });
  change({ op: "insert", anchor, after: anchorOf(after) });
}

async function split(exchange) {
  const text = textWithCursor();
  if (!text) {
    say(words("cursor"));
    return;
  }
  // The server counts characters, JavaScript counts half of some of them twice.
  const at = [...text.value.slice(0, text.selectionStart)].length;
  const anchor = temporaryName();
  freeze(exchange);
  const isDone = await change({ op: "split", anchor: anchorOf(exchange), field: text.name, at, new: anchor });
  if (isDone && exchangeAt(anchor)) edit(exchangeAt(anchor), { field: text.name });
}

function join(exchange) {
  if (!exchange.nextElementSibling) {
    say(words("last"));
    return;
  }
  const isAnswered = exchange.querySelector('[data-text="answer"]');
  const question = exchange.nextElementSibling.querySelector('[data-text="question"] p:last-child');
  freeze(exchange);
  change({ op: "join", anchor: anchorOf(exchange) });
  // Somebody else's words are in the answer now.
  if (isAnswered && question) say(words("joined", { question: question.textContent.slice(0, 60) }), { undo: true });
}

function swap(exchange) {
  freeze(exchange);
  change({ op: "swap", anchor: anchorOf(exchange) });
}

function remove(exchange) {
  const neighbour = exchange.nextElementSibling ?? exchange.previousElementSibling;
  const number = exchanges().indexOf(exchange) + 1;
  close();
  exchange.remove();
  renumber();
  if (neighbour) numberButton(neighbour).focus();
  say(words("deleted", { number }), { undo: true });
  change({ op: "delete", anchor: anchorOf(exchange) });
}

/** An exchange that waits for the server takes no further command of this kind. */
const onceReady = (command) => (exchange) => {
  if (exchange && exchange.ariaBusy !== "true") command(exchange);
};

export const structureCommands = {
  "insert-before": (exchange) => insert(exchange.previousElementSibling),
  "insert-after": (exchange) => insert(exchange),
  append: () => insert(list.lastElementChild),
  up: onceReady(up),
  down: onceReady(down),
  place: onceReady(moveToPlace),
  split: onceReady(split),
  join: onceReady(join),
  swap: onceReady(swap),
  delete: onceReady(remove),
};
