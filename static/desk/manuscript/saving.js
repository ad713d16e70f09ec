/** Sends what is in the queue, tries again when that fails, and shows the state that the server answered. */
import { logIn } from "./login.js";
import { anchorOf, desk, exchangeOf, part, say, words } from "./page.js";
import * as queue from "./queue.js";
import { post, reasonOf, SessionOver } from "./server.js";

const WHILE_TYPING = 800;
const LONGEST_PAUSE = 60_000;
const SIGN_OF_LIFE = 30_000;

const listeners = [];
let running = null;
let timer = 0;
let failures = 0;
let place = "";

/** Have a function called with each answer of the server and the items that it answers. */
export const onAnswer = (listener) => listeners.push(listener);

/** Make a change that is sent at once. Resolves to whether the server has it. */
export function change(operations, way = "do") {
  queue.add([operations].flat(), { way });
  return send();
}

/** Make a change of a field that is being typed in; the steps of one field are sent and undone together. */
export function type(operation, step) {
  queue.add([operation], { step });
  showState("sending");
  if (!timer && !running) timer = setTimeout(send, WHILE_TYPING);
}

/** Send all that waits. Resolves to whether nothing waits any more. */
export function send() {
  clearTimeout(timer);
  timer = 0;
  if (!running && queue.isEmpty()) return Promise.resolve(true);
  running ??= sendAll();
  return running;
}

async function sendAll() {
  try {
    while (!queue.isEmpty()) {
      const batch = queue.take();
      showState("sending");
      const answer = await ask(batch.map((item) => item.operation));
      queue.settle(answer.errors);
      accept(answer, batch);
    }
    return true;
  } catch (error) {
    queue.putBack();
    fail(error);
    return false;
  } finally {
    // Not in a later step: what is added from now on needs a new run.
    running = null;
  }
}

async function ask(operations) {
  const response = await post(desk.dataset.urlCopy, { place, operations });
  return response.json();
}

function accept(answer, batch) {
  failures = 0;
  // The server says on a page of its own that the piece is in the trash.
  if (answer.trashed) location.reload();
  if (queue.refused().length) showState("unsettled");
  else showState(queue.isEmpty() ? answer.state : "sending", answer.saved_at);
  for (const listener of listeners) listener(answer, batch);
}

async function fail(error) {
  if (error instanceof SessionOver) {
    showState("session");
    if (await logIn()) send();
    return;
  }
  showState(reasonOf(error));
  failures += 1;
  timer = setTimeout(send, Math.min(1000 * 2 ** failures, LONGEST_PAUSE));
}

/** States: clean, changed, sending (the words stay), offline, refused, session, unsettled. */
export function showState(state, time = "") {
  const isAlarm = ["offline", "refused", "session", "unsettled"].includes(state);
  // While it fails, another try is no news.
  if (state === "sending" && part("state").classList.contains("alarm")) return;
  part("state").dataset.state = state;
  part("state").classList.toggle("alarm", isAlarm);
  part("login").hidden = state !== "session";
  part("settle").hidden = state !== "unsettled";
  const text = state === "changed" ? words("stored", { time }) : state === "sending" ? "" : words(state);
  if (text && part("state-text").textContent !== text) part("state-text").textContent = text;
}

/** Tell the server that somebody is here, and learn what else happened to the piece. */
export async function contact() {
  if (running || document.hidden || !queue.isEmpty()) return;
  try {
    const answer = await ask([]);
    if (queue.isEmpty()) accept(answer, []);
  } catch (error) {
    fail(error);
  }
}

queue.onStorageFull(() => say(words("full"), { alarm: true }));
addEventListener("online", send);
addEventListener("beforeunload", (event) => {
  if (!queue.isEmpty() || queue.refused().length) event.preventDefault();
});
document.addEventListener("visibilitychange", () => document.hidden && send());
document.addEventListener("focusin", (event) => (place = anchorOf(exchangeOf(event.target)) || place));
setInterval(contact, SIGN_OF_LIFE);
