/** What is typed or chosen in a field of the piece or of an exchange, as operations. */
import { anchorOf, desk, exchangeOf, part } from "./page.js";
import { stepOf } from "./queue.js";
import { onAnswer, type } from "./saving.js";
import { setStored, storedIn } from "./stored.js";

const VOICES = ["asked_by", "answered_by"];

function ofExchange(field) {
  const anchor = anchorOf(exchangeOf(field));
  if (VOICES.includes(field.name)) return { op: "set_voice", anchor, field: field.name, key: field.value };
  if (field.name === "start") return { op: "set_start", anchor, start: field.value ? field.valueAsNumber : null };
  return { op: "set_text", anchor, field: field.name, text: field.value, was: storedIn(field) };
}

function ofPiece(field) {
  if (field.name === "topics") {
    const chosen = part("head").querySelectorAll("[name=topics]:checked");
    return { op: "set_topics", topics: [...chosen].map((topic) => Number(topic.value)) };
  }
  if (field.dataset.time !== undefined) {
    return { op: "set_field", name: field.name, value: field.value ? new Date(field.value).toISOString() : "" };
  }
  if (field.matches("select")) return { op: "set_field", name: field.name, value: field.value };
  return { op: "set_field", name: field.name, value: field.value, was: storedIn(field) };
}

desk.addEventListener("input", ({ target: field }) => {
  if (field.matches("[data-one-line]") && field.value.includes("\n")) field.value = field.value.replace(/\n+/g, " ");
  // A half-typed number or address is no value yet.
  if (!field.validity.valid) return;
  if (field.closest("[data-fields]")) type(ofExchange(field), stepOf(anchorOf(exchangeOf(field)), field.name));
  else if (field.closest("[data-head]")) type(ofPiece(field), stepOf("", field.name));
  if (field.name === "headline") part("headline").textContent = field.value;
});

onAnswer(({ errors }, batch) => {
  for (const { operation } of batch) {
    if (!errors.some(({ id }) => id === operation.id)) setStored(operation);
  }
});

desk.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-one-line]")) event.preventDefault();
});

// The server keeps time in UTC, the field shows the editor's.
for (const field of desk.querySelectorAll("[data-time]")) {
  if (!field.dataset.time) continue;
  const time = new Date(field.dataset.time);
  field.value = new Date(time - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
