/** The page's dialogs. Each holds a form of the method "dialog", which closes it with the value of the button used. */
const dialogOf = (name) => document.querySelector(`[data-dialog="${name}"]`);

export const dialogPart = (name, key) => dialogOf(name).querySelector(`[data-${key}]`);
export const isAsking = () => Boolean(document.querySelector("dialog[open]"));

/** Open a dialog. Resolves to what was filled in, with the value of the `button` used, or to null if it was cancelled. */
export function ask(name, prepare = () => {}) {
  const dialog = dialogOf(name);
  const form = dialog.querySelector("form");
  form.reset();
  prepare(form);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(answersIn(form, dialog.returnValue)), { once: true });
  });
}

function answersIn(form, button) {
  if (!button) return null;
  const answers = new FormData(form);
  answers.set("button", button);
  return answers;
}
