/** The page of an import draft: which click and which key does what. Each command is found by its name in `data-do`. */
import { ask } from "../manuscript/dialogs.js";
import { listenToKeys } from "../manuscript/keys.js";
import { logIn } from "../manuscript/login.js";
import "../manuscript/more.js";
import { desk, part, say } from "../manuscript/page.js";
import { change, joinAbove, markAs, sayBy } from "./change.js";
import { redo, resume, step, undo } from "./corrections.js";
import { doubtAt, doubtCommands } from "./doubts.js";
import "./fields.js";
import { neighbour, rowOf } from "./rows.js";

const focusOn = (row) => row?.querySelector(".row-kind").focus();

const commands = {
  ...doubtCommands,
  change,
  undo,
  redo,
  join: joinAbove,
  next: (row) => focusOn(neighbour(row, 1)),
  previous: (row) => focusOn(neighbour(row, -1)),
  "is-heading": (row) => markAs(row, "heading"),
  "is-note": (row) => markAs(row, "note"),
  "is-discard": (row) => markAs(row, "discard"),
  merge: () => {
    const [voice, into] = [...part("people").querySelectorAll("[data-merge]")].map(({ value }) => value);
    if (voice !== into) step([{ op: "merge", voice, into }]);
  },
  "swap-roles": () => step([{ op: "swap_roles" }]),
  create: () => part("create").click(),
  login: async () => (await logIn()) && resume(),
  shortcuts: () => ask("shortcuts"),
  hush: () => say(""),
};
for (let number = 1; number <= 9; number += 1) commands[`voice-${number}`] = (row) => sayBy(row, number);

desk.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  commands[button.dataset.do]?.(rowOf(button), doubtAt(button));
});

// The paste is stored; the page that takes in the next one need not remember it.
delete sessionStorage["desk-paste"];
listenToKeys((name) => commands[name]?.(rowOf(document.activeElement), doubtAt(document.activeElement)));
