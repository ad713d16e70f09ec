/** Sends corrections one after the other and puts on the page what they change. */
import { logIn } from "../manuscript/login.js";
import { desk, part, replaceContent, say, words } from "../manuscript/page.js";
import { post, reasonOf, SessionOver } from "../manuscript/server.js";
import { showRows } from "./rows.js";

const AGAIN = 5_000;

const waiting = [];
const listeners = [];
let running = false;
let isCreating = false;

/** Have a function called with each answer of the server that changes something. */
export const onAnswer = (listener) => listeners.push(listener);

export const step = (operations) => send({ step: operations });
export const undo = () => send({ undo: true });
export const redo = () => send({ redo: true });
/** What the fields of these names hold. */
export function keepChoices(...names) {
  for (const name of names) touched.add(name);
  send({});
}

const form = desk.querySelector("[data-choices-form]");

const touched = new Set();

/** Only what the editor has chosen: what is likely by itself may still change with the corrections. */
function choices() {
  const data = new FormData(form);
  return Object.fromEntries([...touched].map((name) => [name, data.getAll(name)]));
}

function send(request) {
  // Fields are sent as they are then; one request for them is enough.
  if (!Object.keys(request).length && waiting.length > Number(running)) return;
  waiting.push(request);
  resume();
}

/** Send what waits. */
export async function resume() {
  if (running || !waiting.length) return;
  running = true;
  try {
    while (waiting.length) {
      show("sending", words("sending"));
      const response = await post(desk.dataset.urlCorrect, { ...waiting[0], choices: choices() }, [409]);
      waiting.shift();
      accept(await response.json());
    }
    show("clean", words("stored"));
    if (isCreating) form.requestSubmit();
  } catch (error) {
    fail(error);
  } finally {
    running = false;
  }
}

function accept(answer) {
  if (answer.message) {
    say(answer.message, { alarm: true });
    return;
  }
  if (answer.people === undefined) return;
  showRows(answer.rows, answer.order);
  replaceContent(part("people"), answer.people);
  replaceContent(part("doubts"), answer.doubts);
  part("counts").textContent = answer.counts;
  desk.querySelector("[data-do=undo]").disabled = !answer.undo;
  desk.querySelector("[data-do=redo]").disabled = !answer.redo;
  for (const listener of listeners) listener(answer);
}

async function fail(error) {
  const isOver = error instanceof SessionOver;
  show("failed", words(reasonOf(error)));
  part("login").hidden = !isOver;
  if (isOver) {
    if (await logIn()) resume();
  } else {
    setTimeout(resume, AGAIN);
  }
}

function show(state, text) {
  const shown = desk.querySelector(".bar-state");
  shown.dataset.state = state;
  shown.classList.toggle("alarm", state === "failed");
  part("state-text").textContent = text;
  if (state !== "failed") part("login").hidden = true;
}

// The manuscript is made of what the server has, so what waits goes first.
form.addEventListener("submit", (event) => {
  isCreating = waiting.length > 0;
  if (!isCreating) return;
  event.preventDefault();
  resume();
});

addEventListener("online", resume);
addEventListener("beforeunload", (event) => {
  if (waiting.length && !running) event.preventDefault();
});
