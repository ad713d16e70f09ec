/** Two versions of the same place beside each other; somebody chooses one or writes a third. */
import { ask, dialogPart } from "./dialogs.js";

/** Have each conflict {id, html} decided in a dialog. Resolves to a {side} or {text} for each id, or to null. */
export async function chooseBetween(name, conflicts) {
  const container = dialogPart(name, "conflicts");
  container.innerHTML = conflicts.map((conflict) => conflict.html).join("");
  const answers = await ask(name);
  if (!answers) return null;
  const choices = [...container.querySelectorAll("[data-conflict]")].map((conflict) => {
    const id = conflict.dataset.conflict;
    const side = answers.get(id);
    return [id, side === "text" ? { text: conflict.querySelector("[data-both]").value } : { side }];
  });
  return Object.fromEntries(choices);
}
