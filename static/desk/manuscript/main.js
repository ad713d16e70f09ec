/** The manuscript desk: which click and which key does what. Each command is found by its name in `data-do`. */
import { besideCommands } from "./beside.js";
import "./choosing.js";
import { cursorAt } from "./cursor.js";
import { ask } from "./dialogs.js";
import "./dragging.js";
import { add, close, edit, openExchange } from "./editing.js";
import { listenToKeys } from "./keys.js";
import { logIn } from "./login.js";
import "./outline.js";
import { desk, exchangeOf, numberButton, part, say } from "./page.js";
import { peopleCommands } from "./people.js";
import { pictureCommands } from "./pictures.js";
import { doubtCommands } from "./open_doubts.js";
import "./more.js";
import * as queue from "./queue.js";
import { revisionCommands } from "./revision.js";
import "./keeping_up.js";
import { send } from "./saving.js";
import { searchCommands } from "./search.js";
import "./showing.js";
import { structureCommands } from "./structure.js";
import { showUnsent } from "./stored.js";
import "./typing.js";
import { undoCommands } from "./undo.js";
import { settle } from "./unsettled.js";

const focusOn = (exchange) => exchange && numberButton(exchange).focus();

const commands = {
  ...structureCommands,
  ...undoCommands,
  ...revisionCommands,
  ...peopleCommands,
  ...pictureCommands,
  ...searchCommands,
  ...doubtCommands,
  ...besideCommands,
  edit: (exchange) => (exchange === openExchange() ? close() : edit(exchange)),
  "edit-next": (exchange) => (exchange.nextElementSibling ? edit(exchange.nextElementSibling) : close()),
  close,
  next: (exchange) => focusOn(exchange.nextElementSibling),
  previous: (exchange) => focusOn(exchange.previousElementSibling),
  "add-heading": (exchange) => add(exchange, "heading"),
  "add-note": (exchange) => add(exchange, "note"),
  "add-start": (exchange) => add(exchange, "start"),
  shortcuts: () => ask("shortcuts"),
  login: async () => (await logIn()) && send(),
  settle,
  hush: () => say(""),
};

const run = (name, exchange, button) => commands[name]?.(exchange, button);

desk.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) {
    run(button.dataset.do, exchangeOf(button), button);
    return;
  }
  // Text that is being selected for copying is left alone, and so are links that are opened beside this page.
  const reading = event.target.closest("[data-reading]");
  const isOpen = reading && exchangeOf(reading) === openExchange();
  if (!reading || isOpen || event.ctrlKey || event.metaKey || !getSelection().isCollapsed) return;
  event.preventDefault();
  edit(exchangeOf(reading), { ...cursorAt(event), isInSight: true });
});

// Links to other pages of this piece show it as it is here, so everything is sent before they are followed.
desk.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-leave]");
  if (!link || queue.isEmpty() || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  await send();
  location.assign(link.href);
});

listenToKeys(run);
// Nothing can be clicked before there is somebody to listen.
for (const name of ["bar", "sheet"]) part(name).inert = false;
// What an earlier visit could not send.
showUnsent(part("head"));
if (!queue.isEmpty()) send();
