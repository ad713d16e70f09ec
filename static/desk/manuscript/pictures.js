/**
 * Pictures that are dropped or pasted into a text, or asked for with its button. A dialog puts a file into the library at
 * once, so that what is wrong with it is said there; it shows the picture and asks what it shows and whose it is. What was
 * uploaded before can be chosen too.
 */
import { ask, dialogPart } from "./dialogs.js";
import { desk, exchangeOf, say, words } from "./page.js";
import { getPage, post, SessionOver, upload } from "./server.js";

const TEXTS = "textarea[name=note], textarea[name=question], textarea[name=answer], textarea[name=standfirst]";
const TYPING_PAUSE = 250;

const inDialog = (name) => dialogPart("picture", `picture-${name}`);
const picturesIn = (transfer) => [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
const wrong = (error) => words(error instanceof SessionOver ? "session" : "offline");

/** What the dialog shows: its address, alt and credit as the library knows them, and where they are told to it. */
let chosen = null;

function choose(picture) {
  chosen = picture;
  inDialog("error").textContent = "";
  inDialog("chosen").hidden = !picture;
  inDialog("insert").disabled = !picture;
  if (!picture) return;
  inDialog("preview").src = picture.url;
  const { alt, credit } = inDialog("insert").form.elements;
  alt.value = picture.alt;
  credit.value = picture.credit;
  alt.focus();
}

async function store(file) {
  choose(null);
  try {
    const { picture, error } = await upload(desk.dataset.urlUpload, "image", file);
    if (error) inDialog("error").textContent = error;
    else choose(picture);
  } catch (error) {
    inDialog("error").textContent = wrong(error);
  }
}

async function show(query = "") {
  try {
    const page = await getPage(new URL(query, new URL(desk.dataset.urlLibrary, location.href)));
    const pictures = page.querySelector("[data-pictures]");
    if (!pictures) throw new SessionOver();
    inDialog("library").replaceChildren(pictures);
  } catch (error) {
    inDialog("error").textContent = wrong(error);
  }
}

async function addPicture(field, file) {
  const asked = ask("picture", () => choose(null));
  show();
  if (file) store(file);
  const said = await asked;
  if (said && chosen && field.isConnected) insert(field, chosen, said.get("alt").trim(), said.get("credit").trim());
}

function insert(field, picture, alt, credit) {
  const description = alt.replace(/\s+/g, " ").replace(/[[\]\\]/g, "\\$&");
  const credited = credit && `*${credit.replace(/[*_\\]/g, "\\$&")}*\n\n`;
  const before = field.value.slice(0, field.selectionStart).trimEnd();
  const written = `${before ? "\n\n" : ""}![${description}](${picture.url})\n\n${credited}`;
  field.setRangeText(written, before.length, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  // The text has what was written; the library is only a help for the next time.
  post(picture.description, { alt, credit }).catch(() => {});
  if (!alt) say(words("undescribed"));
}

function take(event, transfer) {
  const field = event.target.closest?.(TEXTS);
  const [picture] = picturesIn(transfer);
  if (!field || !picture) return;
  event.preventDefault();
  addPicture(field, picture);
}

desk.addEventListener("paste", (event) => take(event, event.clipboardData));
desk.addEventListener("drop", (event) => take(event, event.dataTransfer));

inDialog("file").addEventListener("change", ({ target }) => target.files[0] && store(target.files[0]));
inDialog("library").addEventListener("click", async (event) => {
  const picture = event.target.closest("[data-take]");
  const page = event.target.closest("nav a");
  if (picture) choose({ ...picture.dataset });
  if (!page) return;
  event.preventDefault();
  await show(page.getAttribute("href"));
  inDialog("library").querySelector("button")?.focus();
});

let searching = 0;
inDialog("search").addEventListener("input", ({ target }) => {
  clearTimeout(searching);
  searching = setTimeout(() => show(`?${new URLSearchParams({ q: target.value })}`), TYPING_PAUSE);
});
// It searches while one types; a form would be closed by this key.
inDialog("search").addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());

export const pictureCommands = {
  "add-picture": (exchange) => addPicture(exchangeOf(exchange).querySelector("textarea[name=answer]")),
};
