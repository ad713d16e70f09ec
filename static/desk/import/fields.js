/** The fields beside the text: who the voices are, and what the article is called. Each change is kept at once. */
import { desk, part, say, words } from "../manuscript/page.js";
import { check, expertField, topicField } from "../on_file.js";
import { keepChoices, onAnswer, step } from "./corrections.js";

const form = desk.querySelector("[data-choices-form]");

const corrections = {
  label: (voice, field) => ({ op: "rename", voice, label: field.value }),
  role: (voice, field) => field.value && { op: "set_role", voice, role: field.value },
};

form.addEventListener("change", ({ target }) => {
  const seat = target.closest("[data-seat]");
  const correction = seat && corrections[target.dataset.part]?.(seat.dataset.seat, target);
  if (target.dataset.part === "label" && !target.value.trim()) {
    target.value = target.defaultValue;
    say(words("labelKept"));
  } else if (correction) step([correction]);
  else if (target.name) keepChoices(target.name);
});

// Who starts to type a name means somebody new.
form.addEventListener("input", ({ target }) => {
  if (!target.closest(".seat-new")) return;
  const isNew = target.closest("[data-choices]").querySelector("[value=new]");
  isNew.checked = true;
  keepChoices(isNew.name);
});

for (const field of form.querySelectorAll("[data-one-line]")) {
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}

function chip(name, value, text) {
  const chips = part("chips");
  check(chips, { name, value, text }, (label) => chips.append(label));
  keepChoices(name);
}

topicField(part("find-topic"), {
  newText: (name) => words("newTopic", { name }),
  choose: ({ id, text }) => (id ? chip("topics", id, text) : chip("new_topics", text, text)),
});

function findExperts() {
  for (const place of desk.querySelectorAll("[data-find-expert]:empty")) {
    expertField(place, ({ id, text }) => {
      const choices = place.parentElement.querySelector("[data-choices]");
      const name = place.dataset.findExpert;
      const expert = { type: "radio", className: "check", name, value: id, text };
      check(choices, expert, (label) => choices.prepend(label));
      keepChoices(name);
    });
  }
}

findExperts();
onAnswer(findExperts);
