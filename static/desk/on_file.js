/** Fields that find topics and experts on file by a part of their names. */
import { combobox } from "./combobox.js";
import { desk, words } from "./manuscript/page.js";

const find = (field) => `${desk.dataset.urlFind}?app_label=interviews&${field}&term=`;

export function topicField(place, options) {
  combobox(place, { label: words("findTopic"), url: find("model_name=interview&field_name=topics"), ...options });
}

export function expertField(place, choose) {
  combobox(place, { label: words("findExpert"), url: find("model_name=participant&field_name=expert"), choose });
}

/** Check a box of a name and value among others; one that is not there yet is put where `insert` puts it. */
export function check(among, { type = "checkbox", className = "chip", name, value, text }, insert) {
  let input = [...among.querySelectorAll(`[name="${CSS.escape(name)}"]`)].find((one) => one.value === value);
  if (!input) {
    const label = document.createElement("label");
    label.className = className;
    input = Object.assign(document.createElement("input"), { type, name, value });
    label.append(input, ` ${text}`);
    insert(label);
  }
  input.checked = true;
  return input;
}
