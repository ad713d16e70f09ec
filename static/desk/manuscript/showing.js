/** Puts the server's answer on the page. */
import { close, openExchange, refresh } from "./editing.js";
import { markOutline } from "./outline.js";
import {
  anchorOf, exchangeAt, exchanges, fromHtml, keepFocus, list, numberButton, part, renumber, replaceContent, say, words,
} from "./page.js";
import * as queue from "./queue.js";
import { onAnswer } from "./saving.js";
import { showStored } from "./stored.js";

onAnswer((answer, batch) => {
  keepFocus(() => {
    showExchanges(answer.exchanges);
    for (const anchor of answer.gone) take(exchangeAt(anchor));
    // What was moved here meanwhile is not moved back; the answer to that is still to come.
    if (answer.order && !queue.holdsStructure()) arrange(answer.order);
  });
  if (answer.order || answer.gone.length) renumber();
  for (const { operation } of batch) {
    const exchange = exchangeAt(operation.anchor);
    if (exchange) exchange.ariaBusy = "false";
  }
  if (answer.outline) showOutline(answer.outline);
  if (answer.people) replaceContent(part("people"), answer.people);
  showFields(answer.fields);
  part("words").textContent = answer.words;
  part("minutes").textContent = answer.minutes;
  showOthers(answer.others);
  const errors = answer.errors.filter((error) => !isToldBesideLabel(error, batch));
  if (errors.length) say(errors.map((error) => error.message).join(" "), { alarm: true });
  else if (batch.some((item) => !item.typed) && anchorOf(openExchange()) in answer.exchanges) refresh();
});

const isToldBesideLabel = ({ id }, batch) =>
  batch.some(({ operation }) => operation.id === id && operation.op === "set_person");

export function showExchanges(changed) {
  for (const [anchor, html] of Object.entries(changed)) {
    if (!queue.isDeleting(anchor)) showExchange(fromHtml(html));
  }
}

/** What an exchange reads like now; a new one is put last. */
export function showExchange(fresh) {
  const shown = document.getElementById(fresh.id)?.querySelector("[data-reading]");
  const reading = fresh.querySelector("[data-reading]");
  if (!shown) list.append(fresh);
  else if (!shown.isEqualNode(reading)) shown.replaceWith(reading);
}

/** Fields of the piece that the server has changed, by name. */
export function showFields(values) {
  for (const [name, value] of Object.entries(values)) {
    const field = part("head").querySelector(`[name="${name}"]`);
    if (field?.matches("textarea, input:not([type])")) showStored(field, value);
    else if (field?.matches("select")) field.value = value;
    if (name === "headline" && value) part("headline").textContent = value;
  }
}

export function take(exchange) {
  if (!exchange) return;
  const neighbour = exchange.previousElementSibling ?? exchange.nextElementSibling;
  const hadFocus = exchange.contains(document.activeElement);
  if (exchange === openExchange()) close();
  exchange.remove();
  if (hadFocus && neighbour) numberButton(neighbour).focus({ preventScroll: true });
}

export function arrange(order) {
  let before = null;
  for (const anchor of order) {
    const exchange = exchangeAt(anchor);
    if (!exchange) continue;
    if (exchange.previousElementSibling !== before) {
      if (before) before.after(exchange);
      else list.prepend(exchange);
    }
    before = exchange;
  }
}

/** Most answers change one entry; to lay all of them out anew would be felt while typing. */
export function showOutline(html) {
  const fresh = fromHtml(html).children;
  const shown = part("outline").querySelectorAll("[data-entry]");
  if (fresh.length === shown.length) {
    [...fresh].forEach((entry, index) => {
      const isSame = entry.dataset.entry === shown[index].dataset.entry && entry.textContent === shown[index].textContent;
      if (!isSame) shown[index].replaceWith(entry);
    });
  } else {
    replaceContent(part("outline"), html);
  }
  markOutline();
}

function showOthers(others) {
  for (const exchange of list.querySelectorAll("[data-visitor]")) delete exchange.dataset.visitor;
  const entries = others.map(({ name, place }) => {
    const entry = document.createElement("li");
    const exchange = place && exchangeAt(place);
    if (exchange) exchange.dataset.visitor = name;
    const number = exchanges().indexOf(exchange) + 1;
    entry.textContent = number ? words("visitorAt", { name, number }) : words("visitor", { name });
    return entry;
  });
  const isNews = entries.map((entry) => entry.textContent).join() !== part("others").textContent;
  if (isNews) part("others").replaceChildren(...entries);
}
