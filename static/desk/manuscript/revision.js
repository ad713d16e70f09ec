/** Saving as a revision, publishing, discarding; conflicts with what others have saved are settled here. */
import { renew } from "./beside.js";
import { chooseBetween } from "./conflicts.js";
import { ask, dialogPart } from "./dialogs.js";
import { close } from "./editing.js";
import { follow } from "./keeping_up.js";
import { logIn } from "./login.js";
import { desk, exchangeAt, keepFocus, renumber, say, words } from "./page.js";
import { tellOpenDoubts } from "./open_doubts.js";
import * as queue from "./queue.js";
import { send, showState } from "./saving.js";
import { post, reasonOf, SessionOver } from "./server.js";
import { arrange, showExchanges, showFields, showOutline } from "./showing.js";
import { renameInUndo } from "./undo.js";
import { settle } from "./unsettled.js";

async function save(isPublished) {
  const answers = await (isPublished ? ask("publish", tellOpenDoubts) : ask("save"));
  if (!answers) return;
  close();
  if (!(await send()) || (queue.refused().length && !(await settle()))) return;
  await saveWith({ comment: answers.get("comment"), publish: isPublished, choices: {} });
}

async function saveWith(request) {
  let response;
  try {
    response = await post(desk.dataset.urlSave, request, [409]);
  } catch (error) {
    if (error instanceof SessionOver && (await logIn())) await saveWith(request);
    else showState(reasonOf(error));
    return;
  }
  const answer = await response.json();
  if (response.status !== 409) {
    show(answer, request.publish);
    return;
  }
  const choices = await chooseBetween("conflicts", answer.conflicts);
  if (choices) await saveWith({ ...request, choices: { ...request.choices, ...choices } });
}

function show(answer, isPublished) {
  keepFocus(() => {
    rename(answer.renamed);
    showExchanges(answer.exchanges);
    arrange(answer.order ?? []);
    for (const exchange of desk.querySelectorAll(".exchange")) {
      if (answer.order && !answer.order.includes(exchange.dataset.anchor)) exchange.remove();
    }
  });
  renumber();
  if (answer.outline) showOutline(answer.outline);
  showFields(answer.fields);
  follow(answer);
  renew();
  showState("clean");
  const text = words(answer.published ? "published" : "saved", { revision: answer.revision });
  if (isPublished) report(text, answer);
  else say(text);
}

function rename(renamed) {
  for (const [old, anchor] of Object.entries(renamed)) {
    const exchange = exchangeAt(old);
    if (!exchange) continue;
    exchange.id = `exchange-${anchor}`;
    exchange.dataset.anchor = anchor;
  }
  queue.rename(renamed);
  renameInUndo(renamed);
}

/** Say what became of publishing: where it can be seen, or why it could not be. */
function report(text, { published, problems }) {
  const get = (key) => dialogPart("result", key);
  ask("result", () => {
    get("result-title").textContent = text;
    get("result-problems-title").hidden = !problems.length;
    get("result-problems").replaceChildren(
      ...problems.map((problem) => Object.assign(document.createElement("li"), { textContent: problem })),
    );
    get("result-link").hidden = !published;
    if (published) get("result-link").firstElementChild.href = published;
  });
}

async function discard() {
  if (!(await ask("discard"))) return;
  try {
    await post(desk.dataset.urlDiscard, {});
  } catch (error) {
    showState(reasonOf(error));
    return;
  }
  queue.clear();
  location.reload();
}

export const revisionCommands = {
  save: () => save(false),
  publish: () => save(true),
  discard,
};
