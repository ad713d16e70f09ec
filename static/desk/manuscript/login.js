/** Logging in again without leaving the page. */
import { ask, dialogPart } from "./dialogs.js";
import { desk } from "./page.js";
import { getPage, isManuscript } from "./server.js";

let asking = null;

/** Resolves to whether somebody is logged in. */
export function logIn() {
  asking ??= askUntilRight().finally(() => (asking = null));
  return asking;
}

async function askUntilRight() {
  const url = `${desk.dataset.urlLogin}?next=${encodeURIComponent(location.pathname)}`;
  // The login page passes on whoever has logged in again in another tab.
  if (isManuscript(await getPage(url).catch(() => document.implementation.createHTMLDocument()))) return true;
  const error = dialogPart("login", "login-error");
  error.textContent = "";
  for (;;) {
    const answers = await ask("login");
    if (!answers) return false;
    try {
      const form = await getPage(url);
      if (isManuscript(form)) return true;
      answers.append("next", location.pathname);
      answers.append("csrfmiddlewaretoken", form.querySelector("input[name=csrfmiddlewaretoken]").value);
      const page = await getPage(url, { method: "POST", body: new URLSearchParams(answers) });
      if (isManuscript(page)) return true;
      error.textContent = page.querySelector(".errornote")?.textContent.trim() ?? "";
    } catch {
      error.textContent = desk.dataset.saysOffline;
    }
  }
}
