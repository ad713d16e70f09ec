/** From one place to check to the next, and what is decided there. */
import { desk, say, words } from "../manuscript/page.js";
import { onAnswer, step } from "./corrections.js";

const all = () => [...desk.querySelectorAll("[data-rows] [data-doubt], [data-doubts] [data-doubt]")];
let last = null;

/** The doubt that an element belongs to, or the one that was come to last. */
export const doubtAt = (element) =>
  element?.closest("[data-doubt]") ?? element?.closest("[data-row]")?.querySelector("[data-doubt]") ?? (last?.isConnected ? last : null);

function come(way, from) {
  const doubts = all();
  if (!doubts.length) return say(words("noDoubt"));
  const before = doubts.filter((doubt) => from && from.compareDocumentPosition(doubt) & Node.DOCUMENT_POSITION_PRECEDING);
  const after = doubts.filter((doubt) => from && from.compareDocumentPosition(doubt) & Node.DOCUMENT_POSITION_FOLLOWING);
  const next = way > 0 ? (after[0] ?? doubts[0]) : (before.at(-1) ?? doubts.at(-1));
  visit(next);
}

function visit(doubt) {
  last = doubt;
  doubt.scrollIntoView({ block: "center" });
  doubt.querySelector("button").focus({ preventScroll: true });
}

const numberOf = (doubt) => Number(doubt.dataset.doubt);

export const doubtCommands = {
  "next-doubt": (row, doubt) => come(1, doubt ?? row ?? desk),
  "previous-doubt": (row, doubt) => come(-1, doubt ?? row ?? desk),
  settle: (_row, doubt) => doubt && decide(doubt, "settle"),
  alternative: (_row, doubt) => doubt?.querySelector("[data-do=alternative]") && decide(doubt, "take_alternative"),
};

let deciding = null;

function decide(doubt, op) {
  deciding = numberOf(doubt);
  step([{ op, doubt: deciding }]);
}

onAnswer(() => {
  const doubts = all();
  desk.querySelector("[data-next-doubt]").hidden = !doubts.length;
  if (deciding === null) return;
  // On to the next of them, as a list is worked through.
  const next = doubts.find((doubt) => numberOf(doubt) > deciding) ?? doubts[0];
  deciding = null;
  if (next) visit(next);
  else say(words("noDoubt"));
});

desk.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#doubt-"]');
  if (!link) return;
  event.preventDefault();
  visit(document.querySelector(link.hash));
});
