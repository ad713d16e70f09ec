/** One exchange at a time is opened as fields; it goes back to text when it is left. */
import { isAsking } from "./dialogs.js";
import { anchorOf, exchangeOf, fromHtml, keepInPlace, list, numberButton, say, words } from "./page.js";
import { logIn } from "./login.js";
import * as queue from "./queue.js";
import { send } from "./saving.js";
import { getFields, SessionOver } from "./server.js";
import { showStored, showUnsent } from "./stored.js";

let open = null;
let wanted = null;

export const openExchange = () => open?.exchange ?? null;

/** Open an exchange. `field` gets the focus, with the cursor where `cursor(text)` says. What was clicked on is in sight. */
export async function edit(exchange, { field = "", cursor = () => 0, isInSight = false } = {}) {
  if (open?.exchange !== exchange) {
    wanted = exchange;
    const fields = await freshFields(exchange);
    if (wanted !== exchange) return;
    if (fields && exchange.isConnected) show(exchange, fields);
    wanted = null;
  }
  if (open?.exchange !== exchange) return;
  const fields = open.fields;
  const target = fields.querySelector(`textarea[name="${field}"]`) ?? firstText(fields);
  target.focus({ preventScroll: true });
  const at = cursor(target.value);
  target.setSelectionRange(at, at);
  if (!isInSight) target.scrollIntoView({ block: "nearest" });
}

function firstText(fields) {
  const [question, answer] = fields.querySelectorAll("[name=question], [name=answer]");
  return answer.value && !question.value ? answer : question;
}

/** The fields as the server has them once it has all that was typed here; null if it cannot be reached. */
async function freshFields(exchange) {
  exchange.ariaBusy = "true";
  try {
    let html;
    do {
      if (!(await send())) throw new TypeError();
      html = await getFields(anchorOf(exchange));
    } while (queue.touches(anchorOf(exchange)));
    return fromHtml(html);
  } catch (error) {
    if (error instanceof SessionOver && (await logIn())) return freshFields(exchange);
    say(words("unavailable"));
    return null;
  } finally {
    exchange.ariaBusy = "false";
  }
}

/** Put fields into an exchange; what was open before is closed. */
export function show(exchange, fields) {
  keepInPlace(exchange, () => {
    close();
    exchange.querySelector("[data-reading]").before(fields);
    exchange.classList.add("is-open");
    showUnsent(fields);
  });
  numberButton(exchange).ariaExpanded = "true";
  open = { exchange, fields };
  fields.querySelectorAll("textarea").forEach(grow);
}

/** Back to text. The focus goes to the exchange's number if it was within the fields. */
export function close() {
  if (!open) return;
  const { exchange, fields } = open;
  open = null;
  const hadFocus = fields.contains(document.activeElement);
  keepInPlace(wanted ?? exchangeOf(document.activeElement) ?? exchange, () => {
    fields.remove();
    exchange.classList.remove("is-open");
  });
  numberButton(exchange).ariaExpanded = "false";
  if (hadFocus) {
    numberButton(exchange).focus({ preventScroll: true });
    exchange.scrollIntoView({ block: "nearest" });
  }
  send();
}

/** Nothing can be typed into the fields while the server cuts them up. */
export function freeze(exchange) {
  exchange.ariaBusy = "true";
  if (open?.exchange === exchange) setFrozen(true);
}

function setFrozen(frozen) {
  for (const control of open.fields.querySelectorAll("textarea, input")) control.readOnly = frozen;
}

/** Take over what the server made of the open exchange; fields that are the same stay untouched. */
export async function refresh() {
  const { exchange, fields } = open;
  const fresh = await freshFields(exchange);
  if (open?.exchange !== exchange) return;
  if (!fresh) {
    close();
    return;
  }
  for (const control of fresh.querySelectorAll("[name]")) {
    const mine = fields.querySelector(`[name="${control.name}"]`);
    if (control.matches("select")) mine.innerHTML = control.innerHTML;
    else showStored(mine, control.value);
    const optional = mine.closest("[data-optional]");
    if (optional && control.value) optional.hidden = false;
    grow(mine);
  }
  setFrozen(false);
}

/** Show a field that few exchanges need, and go there. */
export async function add(exchange, name) {
  await edit(exchange);
  const field = open?.fields.querySelector(`[name="${name}"]`);
  if (!field) return;
  field.closest("[data-optional]").hidden = false;
  field.focus();
}

/** The question or answer in which the cursor is, or was before a button was pressed. */
export const textWithCursor = () => (open?.fields.contains(lastText) ? lastText : null);

let lastText = null;
let isPressed = false;
let isPressedInside = false;

function closeIfLeft() {
  if (!open || isPressed || isAsking() || !document.hasFocus()) return;
  const focused = document.activeElement;
  // Safari gives buttons no focus when they are clicked.
  const isInside = focused === document.body ? isPressedInside : open.exchange.contains(focused);
  if (!isInside) close();
}

/** Browsers that cannot size a field by its content are helped. */
function grow(text) {
  if (CSS.supports("field-sizing", "content") || !text.matches("textarea")) return;
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
}

document.addEventListener("input", (event) => grow(event.target));
list.addEventListener("focusin", (event) => {
  if (event.target.matches("[name=question], [name=answer]")) lastText = event.target;
});
document.addEventListener("focusout", () => setTimeout(closeIfLeft));
document.addEventListener("pointerdown", (event) => {
  // The page must not move between pressing and releasing, or something else would be clicked.
  isPressed = true;
  isPressedInside = Boolean(open?.exchange.contains(event.target));
});
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => {
    isPressed = false;
    setTimeout(closeIfLeft);
  });
}
