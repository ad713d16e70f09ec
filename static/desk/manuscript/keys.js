/** Keyboard shortcuts, as the list of shortcuts in the page has them. */
import { isAsking } from "./dialogs.js";
import { exchangeOf, part } from "./page.js";

const NAMES = { "?": "Question", "/": "Slash", Backspace: "Delete" };
const STORED = "desk-single-keys";

const shortcuts = new Map();
for (const { dataset } of document.querySelectorAll("[data-keys]")) {
  shortcuts.set(dataset.keys, [...(shortcuts.get(dataset.keys) ?? []), dataset]);
}

function pressed(event) {
  const isControl = event.ctrlKey || event.metaKey;
  if (NAMES[event.key] && !isControl && !event.altKey) return NAMES[event.key];
  // With Alt a Mac types other signs; else the letter counts, for keyboards have them in different places.
  const isLetter = /^[a-z]$/i.test(event.key);
  const letter = isLetter ? event.key.toUpperCase() : event.altKey && event.code.match(/^Key(.)$/)?.[1];
  return [isControl && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift", letter || NAMES[event.key] || event.key]
    .filter(Boolean)
    .join("+");
}

function holds(where, target) {
  const isField = target.matches("input, textarea, select");
  // A field in which nothing has been typed yet has nothing of its own to undo.
  const isWriting = isField && !(target.matches("textarea, input") && target.value === target.defaultValue);
  if (where === "anywhere") return true;
  if (where === "undo") return !isWriting;
  if (where === "page") return !isField;
  if (where === "row") return !isField && Boolean(target.closest("[data-row]"));
  if (where === "exchange") return Boolean(exchangeOf(target));
  return !isField && target.matches(".exchange-number");
}

const singleKeys = document.querySelector("[data-single-keys]");
// They can be turned off: who dictates or touches keys by accident must not change the piece (WCAG 2.1.4).
const isAllowed = (keys) => keys.includes("+") || keys.startsWith("Arrow") || keys === "Escape" || singleKeys.checked;

/** Call `run(command, exchange)` for each shortcut that is pressed. */
export function listenToKeys(run) {
  singleKeys.checked = localStorage[STORED] !== "off";
  singleKeys.addEventListener("change", () => (localStorage[STORED] = singleKeys.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (isAsking() || event.isComposing || event.defaultPrevented) return;
    const keys = pressed(event);
    const shortcut = shortcuts.get(keys)?.find((found) => holds(found.where, event.target));
    if (!shortcut || !isAllowed(keys)) return;
    event.preventDefault();
    run(shortcut.do, exchangeOf(event.target));
  });
}
