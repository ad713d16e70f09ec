/** What is done with one paragraph. */
import { onAnswer, step } from "./corrections.js";
import { blocksOf, textOf } from "./rows.js";

const dialog = document.querySelector('[data-dialog="change"]');
const form = dialog.querySelector("form");
const voices = dialog.querySelector("[data-voices]");
const whole = dialog.querySelector("[data-whole]");

let current = null;

/** Open the dialog for a paragraph. */
export function change(row) {
  if (!row) return;
  current = row;
  form.reset();
  const isLeftOut = row.dataset.part === "discard";
  dialog.querySelector("[data-change-text]").textContent = textOf(row).trim().slice(0, 300);
  dialog.querySelector("[data-dividing]").hidden = isLeftOut;
  const isUnnamed = !row.dataset.voice && ["question", "answer"].includes(row.dataset.part);
  dialog.querySelector("[data-everywhere]").hidden = !isUnnamed;
  for (const text of dialog.querySelectorAll("[data-of]")) text.hidden = text.dataset.of !== row.dataset.part;
  whole.value = textOf(row);
  dialog.showModal();
  dialog.scrollTop = 0;
}

/** What somebody says who is the nth on the list. */
export function sayBy(row, number) {
  const button = voices.children[number - 1];
  if (row && button?.dataset.say) step([speech(row, button.dataset.say)]);
}

export function markAs(row, part) {
  if (row) step([{ op: "mark", blocks: blocksOf(row), part }]);
}

export function joinAbove(row) {
  if (row) step([{ op: "join", block: blocksOf(row)[0] }]);
}

function speech(row, voice, { asks = false, reach = "turn" } = {}) {
  return { op: "mark", blocks: blocksOf(row), part: "speech", voice: voice || null, asks, reach };
}

function reach() {
  const { alone, everywhere } = form.elements;
  return everywhere.checked ? "all" : alone.checked ? "here" : "turn";
}

const choices = {
  say: (button) => [speech(current, button.dataset.say, { asks: "asks" in button.dataset, reach: reach() })],
  sayNew: () => {
    const { label, role } = form.elements;
    const name = label.value.trim().replace(/\s+/g, " ");
    if (!name) {
      label.focus();
      return null;
    }
    return [{ op: "add_voice", label: name, role: role.value }, speech(current, name, { reach: reach() })];
  },
  is: (button) => [{ op: "mark", blocks: blocksOf(current), part: button.dataset.is }],
  // The server counts characters, the field halves of some.
  split: () => [{ op: "split", block: blocksOf(current).at(-1), at: [...whole.value.slice(0, whole.selectionStart)].length }],
  join: () => [{ op: "join", block: blocksOf(current)[0] }],
  labelIsText: () => blocksOf(current).map((block) => ({ op: "label_is_text", block })),
};

dialog.addEventListener("click", (event) => {
  const button = event.target.closest("button[type=button]");
  const name = button && Object.keys(choices).find((key) => key in button.dataset);
  const operations = name && choices[name](button);
  if (!operations) return;
  dialog.close();
  step(operations);
});

// Enter in a field chooses what stands beside it, not the first button of the dialog.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.matches("button")) return;
  event.preventDefault();
  if (event.target === whole) dialog.querySelector("[data-split]").click();
  else if (event.target === form.elements.label) dialog.querySelector("[data-say-new]").click();
});

// The text is only there to put the cursor into; words are changed in the manuscript.
whole.addEventListener("beforeinput", (event) => event.preventDefault());

onAnswer(({ voices: known }) => {
  for (const button of voices.querySelectorAll("[data-say]:not([data-say=''])")) button.remove();
  voices.prepend(
    ...known.map(([key, label]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "desk-button";
      button.dataset.say = key;
      button.textContent = label;
      return button;
    }),
  );
});
