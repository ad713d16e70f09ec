/** The page's dialogs. Each holds a form of the method "dialog", which closes it with the value of the button used. */
const dialogOf = (name) => document.querySelector(`[data-dialog="${name}"]`);

export const dialogPart = (name, key) => dialogOf(name).querySelector(`[data-${key}]`);
export const isAsking = () => Boolean(document.querySelector("dialog[open]"));

/** Open a dialog. Resolves to what was filled in, or to null if it was cancelled. */
export function ask(name, prepare = () => {}) {
  const dialog = dialogOf(name);
  const form = dialog.querySelector("form");
  form.reset();
  prepare(form);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue ? new FormData(form) : null), { once: true });
  });
}
