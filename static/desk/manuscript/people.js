/** Speakers: renaming, changing roles and merging hold for the whole piece. */
import { part, temporaryName } from "./page.js";
import { change } from "./saving.js";

const panel = part("people");
const keyOf = (element) => element.closest("[data-person]").dataset.person;

panel.addEventListener("change", ({ target }) => {
  const row = target.closest("[data-person]");
  if (!row || !target.reportValidity()) return;
  if (target.dataset.part === "merge") {
    change({ op: "merge_people", key: keyOf(row), into: target.value });
    return;
  }
  const { label, role, expert } = Object.fromEntries(
    [...row.querySelectorAll("[data-part]")].map((field) => [field.dataset.part, field.value]),
  );
  change({ op: "set_person", key: keyOf(row), label, role, expert: expert && role === "expert" ? Number(expert) : null });
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
