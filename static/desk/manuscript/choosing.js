/** Topics and experts are found by typing a part of their names. */
import { check, expertField, topicField } from "../on_file.js";
import { part } from "./page.js";
import { onAnswer } from "./saving.js";

const tell = (field, kind) => field.dispatchEvent(new Event(kind, { bubbles: true }));

topicField(part("find-topic"), {
  choose: ({ id, text }) => {
    const chips = part("chips");
    tell(check(chips, { name: "topics", value: id, text }, (label) => chips.append(label)), "input");
  },
});

function findExperts() {
  for (const place of part("people").querySelectorAll("[data-find-expert]:empty")) {
    expertField(place, ({ id, text }) => {
      const field = place.closest("[data-person]").querySelector("[data-part=expert]");
      if (![...field.options].some(({ value }) => value === id)) field.add(new Option(text, id));
      field.value = id;
      tell(field, "change");
    });
  }
}

findExperts();
onAnswer(findExperts);
