/** Doubts of the import that are still open, above the outline. */
import { desk, part, say } from "./page.js";
import { Refused, post } from "./server.js";

const list = part("open-doubts");

export const doubtCommands = {
  "settle-doubt": async (_exchange, button) => {
    try {
      const response = await post(desk.dataset.urlDoubt.replace("/0/", `/${button.dataset.doubt}/`), {});
      list.innerHTML = (await response.json()).doubts;
      list.querySelector("button")?.focus();
    } catch (error) {
      say(error instanceof Refused ? desk.dataset.saysRefused : desk.dataset.saysUnavailable, { alarm: true });
    }
  },
};
