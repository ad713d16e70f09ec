/** The fields beside the text: who the voices are, and what the article is called. Each change is kept at once. */
import { combobox } from "../combobox.js";
import { desk, part, say, words } from "../manuscript/page.js";
import { keepChoices, onAnswer, step } from "./corrections.js";

const form = desk.querySelector("[data-choices-form]");

const corrections = {
  label: (voice, field) => field.value.trim() && { op: "rename", voice, label: field.value },
  role: (voice, field) => field.value && { op: "set_role", voice, role: field.value },
};

form.addEventListener("change", ({ target }) => {
  const seat = target.closest("[data-seat]");
  const correction = seat && corrections[target.dataset.part]?.(seat.dataset.seat, target);
  if (target.required && !target.value.trim()) {
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

function option(type, name, value, text, className) {
  const label = document.createElement("label");
  label.className = className;
  const input = Object.assign(document.createElement("input"), { type, name, value, checked: true });
  label.append(input, ` ${text}`);
  return label;
}

const find = (field) => `${desk.dataset.urlFind}?app_label=interviews&${field}&term=`;

function findTopics() {
  const chips = part("chips");
  const add = (name, value, text) => {
    const same = [...chips.querySelectorAll(`[name=${name}]`)].find((input) => input.value === value);
    if (same) same.checked = true;
    else chips.append(option("checkbox", name, value, text, "chip"));
    keepChoices(name);
  };
  combobox(part("find-topic"), {
    label: words("findTopic"),
    url: find("model_name=interview&field_name=topics"),
    newText: (name) => words("newTopic", { name }),
    choose: ({ id, text }) => (id ? add("topics", id, text) : add("new_topics", text, text)),
  });
}

function findExperts() {
  for (const place of desk.querySelectorAll("[data-find-expert]:empty")) {
    combobox(place, {
      label: words("findExpert"),
      url: find("model_name=participant&field_name=expert"),
      choose: ({ id, text }) => {
        const choices = place.parentElement.querySelector("[data-choices]");
        const same = [...choices.querySelectorAll("[type=radio]")].find((input) => input.value === id);
        if (same) same.checked = true;
        else choices.prepend(option("radio", place.dataset.findExpert, id, text, "check"));
        keepChoices(place.dataset.findExpert);
      },
    });
  }
}

findTopics();
findExperts();
onAnswer(findExperts);
