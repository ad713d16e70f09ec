/** The page's parts and words: whatever is looked up in the HTML by more than one module. */
export const desk = document.querySelector("[data-manuscript], [data-import]");
export const list = desk.querySelector("[data-exchanges]");

export const part = (name) => desk.querySelector(`[data-${name}]`);
export const exchanges = () => [...list.children];
export const exchangeAt = (anchor) => document.getElementById(`exchange-${anchor}`);
export const exchangeOf = (element) => element?.closest(".exchange") ?? null;
export const anchorOf = (exchange) => exchange?.dataset.anchor ?? "";
/** The anchor of the exchange before one; empty before the first, null if that one is not on the page. */
export function anchorBefore(anchor) {
  const exchange = exchangeAt(anchor);
  return exchange && anchorOf(exchange.previousElementSibling);
}
export const numberButton = (exchange) => exchange.querySelector(".exchange-number");

/** A text that the template holds, with its {placeholders} filled in. */
export function words(name, values = {}) {
  const text = desk.dataset[`says${name[0].toUpperCase()}${name.slice(1)}`];
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

export function fromHtml(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

/** A name for what has none on the server yet; it is random, for two people may write at the same time. */
export function temporaryName() {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  const random = crypto.getRandomValues(new Uint32Array(8));
  return `neu-${[...random].map((number) => letters[number % letters.length]).join("")}`;
}

export function renumber() {
  exchanges().forEach((exchange, index) => {
    const number = exchange.querySelector("[data-number]");
    if (number.textContent !== String(index + 1)) number.textContent = index + 1;
  });
}

/** Change the page so that what has the focus still has it: moving an element in the document takes it away. */
export function keepFocus(change) {
  const focused = document.activeElement;
  change();
  if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
}

/** Change the page without letting an element that is being looked at jump away. */
export function keepInPlace(element, change) {
  const { style } = document.documentElement;
  // The browser would do the same for an element of its own choice, and both would add up.
  style.overflowAnchor = "none";
  const before = element.getBoundingClientRect().top;
  change();
  window.scrollBy({ top: element.getBoundingClientRect().top - before, behavior: "instant" });
  requestAnimationFrame(() => (style.overflowAnchor = ""));
}

/** Put fresh HTML into a part, with the focus and what is being typed there. */
export function replaceContent(container, html) {
  const focused = container.contains(document.activeElement) ? document.activeElement : null;
  const key = focused && (focused.name ? `[name="${CSS.escape(focused.name)}"]` : `[href="${focused.getAttribute("href")}"]`);
  const isTyping = focused?.matches("input") && focused.value !== focused.defaultValue;
  container.innerHTML = html;
  const again = key && container.querySelector(key);
  if (!again) return;
  if (isTyping) again.value = focused.value;
  again.focus({ preventScroll: true });
}

let hushing = 0;

/** Say something in the notice at the foot of the page; an alarm stays until it is closed. */
export function say(text, { undo = false, alarm = false } = {}) {
  clearTimeout(hushing);
  part("notice").classList.toggle("alarm", alarm);
  part("notice-text").textContent = text;
  part("notice-undo").hidden = !undo;
  part("notice-close").hidden = !text;
  document.documentElement.classList.toggle("has-notice", Boolean(text));
  if (text) uncover(document.activeElement);
  if (text && !alarm) hushing = setTimeout(() => say(""), 5_000);
}

/** Move the page so that the notice does not lie on what has the focus. */
function uncover(focused) {
  const notice = part("notice").getBoundingClientRect();
  const { left, top, bottom } = focused.getBoundingClientRect();
  if (focused === document.body || part("notice").contains(focused) || left > notice.right) return;
  if (top < notice.bottom && bottom > notice.top) window.scrollBy({ top: bottom - notice.top + 12, behavior: "instant" });
}
