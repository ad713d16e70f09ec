/** Keeps this window in step with what other windows, or what others have saved, changed in the manuscript. */
import { renew } from "./beside.js";
import { openExchange, refresh } from "./editing.js";
import { desk, exchangeAt, list, part, renumber, replaceContent } from "./page.js";
import * as queue from "./queue.js";
import { contact, onAnswer, send } from "./saving.js";
import { getPage, isManuscript } from "./server.js";
import { arrange, showExchange, showOutline, take } from "./showing.js";
import { showStored } from "./stored.js";

let version = desk.dataset.version;
let running = null;

/** The manuscript's version before and after an answer: if the first is not ours, somebody else was there. */
export function follow({ found, version: now }) {
  const isNews = found !== version;
  version = now;
  if (isNews) catchUp();
}

onAnswer((answer, batch) => {
  follow(answer);
  // Topics that were taken out come back with their names.
  if (answer.topics && batch.some((item) => item.way !== "do")) catchUp();
  // What was shown before the server had answered may be wrong when it refuses.
  if (answer.errors.length && batch.some((item) => !item.typed && item.operation.anchor)) catchUp();
});

/** Show what the server has; what is typed here and not stored yet stays. */
export function catchUp() {
  running ??= showAnew()
    .catch(() => {})
    .finally(() => (running = null));
  return running;
}

async function showAnew() {
  let page;
  do {
    if (!(await send())) return;
    page = await getPage();
  } while (!queue.isEmpty());
  if (!isManuscript(page)) return;
  version = page.querySelector("[data-manuscript]").dataset.version;
  const get = (name) => page.querySelector(`[data-${name}]`);
  const fresh = [...get("exchanges").children];
  const known = new Set(fresh.map(({ id }) => id));
  for (const exchange of [...list.children]) if (!known.has(exchange.id)) take(exchange);
  for (const exchange of fresh) showExchange(exchange);
  arrange(fresh.map(({ dataset }) => dataset.anchor));
  renumber();
  for (const field of get("head").querySelectorAll("input:not([type]), textarea")) {
    showStored(part("head").querySelector(`[name="${field.name}"]`), field.value);
  }
  if (!get("chips").isEqualNode(part("chips"))) replaceContent(part("chips"), get("chips").innerHTML);
  showOutline(get("outline").innerHTML);
  if (!get("people").isEqualNode(part("people"))) replaceContent(part("people"), get("people").innerHTML);
  for (const name of ["words", "minutes", "headline"]) part(name).textContent = get(name).textContent;
  renew();
  if (exchangeAt(openExchange()?.dataset.anchor)) await refresh();
}

addEventListener("focus", contact);
document.addEventListener("visibilitychange", () => document.hidden || contact());
