/** Speakers: renaming, changing roles and merging hold for the whole piece. */
import { part, say, temporaryName, words } from "./page.js";
import { change, onAnswer } from "./saving.js";

const panel = part("people");
const keyOf = (element) => element.closest("[data-person]").dataset.person;

panel.addEventListener("change", ({ target }) => {
  const row = target.closest("[data-person]");
  if (!row) return;
  // What was said about an earlier try is over.
  say("");
  if (!target.value.trim() && target.required) {
    target.value = target.defaultValue;
    tell(row, words("labelKept"));
    return;
  }
  if (target.dataset.part === "merge") {
    change({ op: "merge_people", key: keyOf(row), into: target.value });
    return;
  }
  if (!target.dataset.part) return;
  const { label, role, expert } = Object.fromEntries(
    [...row.querySelectorAll("[data-part]")].map((field) => [field.dataset.part, field.value]),
  );
  change({ op: "set_person", key: keyOf(row), label, role, expert: expert && role === "expert" ? Number(expert) : null });
});

/** Say beside a label what is wrong with it; without words, that nothing is. */
function tell(row, text) {
  const hint = row.querySelector("[data-hint]");
  hint.dataset.usual ??= hint.textContent;
  hint.textContent = text || hint.dataset.usual;
  hint.classList.toggle("alarm", Boolean(text));
  row.querySelector("[data-part=label]").ariaInvalid = String(Boolean(text));
}

onAnswer(({ errors }, batch) => {
  for (const { operation } of batch.filter((item) => item.operation.op === "set_person")) {
    const row = panel.querySelector(`[data-person="${CSS.escape(operation.key)}"]`);
    const error = errors.find(({ id }) => id === operation.id);
    if (row) tell(row, error?.message ?? "");
  }
});

panel.addEventListener("submit", (event) => {
  event.preventDefault();
  const { label, role } = Object.fromEntries(new FormData(event.target));
  change({ op: "add_person", key: temporaryName(), label, role });
  event.target.reset();
});

export const peopleCommands = {
  "remove-person": (_, button) => change({ op: "remove_person", key: keyOf(button) }),
};
