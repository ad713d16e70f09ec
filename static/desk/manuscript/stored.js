/** What the server is known to hold in each text field of this page, and the texts that it does not have yet. */
import { anchorOf, exchangeAt, exchangeOf, part } from "./page.js";
import { stepOf, unsent } from "./queue.js";

const stored = new WeakMap();

export const storedIn = (field) => stored.get(field) ?? field.defaultValue;

/** The field that an operation writes in, if the page has it. */
export function fieldOf({ anchor, field, name }) {
  const place = anchor ? exchangeAt(anchor)?.querySelector("[data-fields]") : part("head");
  return place?.querySelector(`[name="${field ?? name}"]`) ?? null;
}

/** The server has a text that was typed here. */
export function setStored(operation) {
  if (operation.was === undefined) return;
  const field = fieldOf(operation);
  if (field) stored.set(field, operation.text ?? operation.value);
}

/** Show in a field what the server holds, unless something is typed there that it does not have. */
export function showStored(field, text) {
  const isTyped = field.value !== storedIn(field);
  stored.set(field, text);
  if (isTyped || field.value === text) return;
  field.value = field.defaultValue = text;
}

/** Somebody has chosen between what is typed in a field and what the server holds. */
export function showChosen(operation, text, theirs) {
  const field = fieldOf(operation);
  if (!field) return;
  stored.set(field, theirs);
  field.value = text;
}

/** Put into fields what was typed in them and could not be stored yet. */
export function showUnsent(fields) {
  for (const field of fields.querySelectorAll("textarea, input:not([type])")) {
    const text = unsent(stepOf(anchorOf(exchangeOf(field)), field.name));
    if (text !== undefined) field.value = text;
  }
}
