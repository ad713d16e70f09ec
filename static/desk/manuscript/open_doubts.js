/** Doubts of the import that are still open, above the outline. */
import { desk, part, say, words } from "./page.js";
import { post, reasonOf } from "./server.js";

const list = part("open-doubts");

/** Say in the dialog before publishing what is still open. */
export function tellOpenDoubts(form) {
  const place = form.querySelector("[data-publish-doubts]");
  const texts = [...list.querySelectorAll("li q")].map((q) => Object.assign(document.createElement("li"), { textContent: q.textContent }));
  place.hidden = !texts.length;
  place.querySelector("ul").replaceChildren(...texts);
}

export const doubtCommands = {
  "settle-doubt": async (_exchange, button) => {
    try {
      const response = await post(desk.dataset.urlDoubt.replace("/0/", `/${button.dataset.doubt}/`), {});
      list.innerHTML = (await response.json()).doubts;
      list.querySelector("button")?.focus();
    } catch (error) {
      say(words(reasonOf(error)), { alarm: true });
    }
  },
};
