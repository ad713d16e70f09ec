/** Topics and experts are found by typing a part of their names. */
import { combobox } from "../combobox.js";
import { desk, part, words } from "./page.js";
import { onAnswer } from "./saving.js";

const find = (field) => `${desk.dataset.urlFind}?app_label=interviews&${field}&term=`;

const tell = (field, kind) => field.dispatchEvent(new Event(kind, { bubbles: true }));

combobox(part("find-topic"), {
  label: words("findTopic"),
  url: find("model_name=interview&field_name=topics"),
  choose: ({ id, text }) => {
    const chips = part("chips");
    let field = chips.querySelector(`[value="${id}"]`);
    if (!field) {
      const label = document.createElement("label");
      label.className = "chip";
      field = Object.assign(document.createElement("input"), { type: "checkbox", name: "topics", value: id });
      label.append(field, ` ${text}`);
      chips.append(label);
    }
    field.checked = true;
    tell(field, "input");
  },
});

function findExperts() {
  for (const place of part("people").querySelectorAll("[data-find-expert]:empty")) {
    combobox(place, {
      label: words("findExpert"),
      url: find("model_name=participant&field_name=expert"),
      choose: ({ id, text }) => {
        const field = place.closest("[data-person]").querySelector("[data-part=expert]");
        if (![...field.options].some(({ value }) => value === id)) field.add(new Option(text, id));
        field.value = id;
        tell(field, "change");
      },
    });
  }
}

findExperts();
onAnswer(findExperts);
