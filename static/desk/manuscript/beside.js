/**
 * The article beside the text, just as readers will see it, on wide screens and if it is wanted. It keeps step with
 * the place that is written or read, and shows each change once the server has it.
 */
import { openExchange } from "./editing.js";
import { onPlace } from "./outline.js";
import { anchorOf, desk, exchangeOf, fromHtml, part } from "./page.js";
import { onAnswer, send } from "./saving.js";
import { getText } from "./server.js";

const STORED = "desk-beside";
const SETTLED = 1_000;
const BELOW_EDGE = 24;

const isWide = matchMedia("(min-width: 1400px)");
const area = part("beside");

let frame = null;
let timer = 0;
let place = "";

const page = () => frame?.contentDocument;

async function open() {
  await send();
  if (frame || !isWanted()) return;
  frame = Object.assign(document.createElement("iframe"), { title: area.ariaLabel, src: desk.dataset.urlPreview });
  frame.addEventListener("load", () => {
    page().querySelector(".preview-banner")?.remove();
    page().addEventListener("click", openElsewhere);
    follow(place);
  });
  area.append(frame);
}

function close() {
  clearTimeout(timer);
  frame?.remove();
  frame = null;
}

/** Links of the article lead to pages that stand alone. */
function openElsewhere(event) {
  const link = event.target.closest("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  window.open(link.href, "_blank", "noopener");
}

/** Bring a place of the article into sight; without an anchor its head. */
function follow(anchor) {
  place = anchor;
  const target = anchor ? page()?.getElementById(anchor) : page()?.body;
  if (!target) return;
  const { top } = target.getBoundingClientRect();
  const isInSight = anchor && top >= 0 && top < frame.clientHeight / 2;
  if (!isInSight) frame.contentWindow.scrollBy({ top: top - BELOW_EDGE, behavior: "instant" });
}

/** Show an exchange's question and answer anew. */
async function renewSection(anchor) {
  const html = await getText(desk.dataset.urlSection.replace("__anchor__", encodeURIComponent(anchor)));
  page()?.getElementById(anchor)?.replaceWith(fromHtml(html));
}

/** Show all of it anew once nothing has changed for a moment. */
export function renew() {
  if (!frame) return;
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const fresh = new DOMParser().parseFromString(await getText(desk.dataset.urlPreview), "text/html");
    const main = fresh.querySelector("main");
    if (!main || !page()?.querySelector("main")) return;
    const { scrollX, scrollY } = frame.contentWindow;
    page().querySelector("main").replaceWith(main);
    frame.contentWindow.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    follow(place);
  }, SETTLED);
}

const isText = ({ operation: { op, field } }) => op === "set_text" && ["question", "answer"].includes(field);

onAnswer(({ inverse }, batch) => {
  if (!frame || !inverse.length) return;
  if (batch.every(isText)) renewSection(batch[0].operation.anchor).catch(renew);
  else renew();
});

onPlace((exchange) => openExchange() || follow(anchorOf(exchange)));
document.addEventListener("focusin", ({ target }) => {
  if (exchangeOf(target)) follow(anchorOf(exchangeOf(target)));
  else if (target.closest("[data-head]")) follow("");
});

const isWanted = () => isWide.matches && localStorage[STORED] === "on";

function fit() {
  const isShown = isWanted();
  desk.classList.toggle("has-beside", isShown);
  desk.querySelector("[data-do=beside]").ariaPressed = String(isShown);
  area.hidden = !isShown;
  if (isShown) open();
  else close();
}

isWide.addEventListener("change", fit);
fit();

export const besideCommands = {
  beside: () => {
    localStorage[STORED] = localStorage[STORED] === "on" ? "off" : "on";
    fit();
  },
};
