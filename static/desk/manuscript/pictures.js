/**
 * Pictures that are dropped or pasted into a text, or chosen with its button: django-markdownx stores them and answers
 * with their Markdown, whose description is selected so that it is written at once.
 */
import { desk, exchangeOf, part, say, words } from "./page.js";
import { upload } from "./server.js";

const TEXTS = "textarea[name=note], textarea[name=question], textarea[name=answer], textarea[name=standfirst]";

const picturesIn = (transfer) => [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));

async function insert(field, picture) {
  try {
    const { image_code: code, error } = await upload(desk.dataset.urlUpload, "image", picture);
    if (error) return say(error, { alarm: true });
    const at = field.selectionStart;
    const before = field.value.slice(0, at).trimEnd();
    const written = `${before ? "\n\n" : ""}${code}\n\n`;
    field.setRangeText(written, before.length, field.selectionEnd, "end");
    const description = before.length + written.indexOf("[") + 1;
    field.setSelectionRange(description, description);
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return say(words("described"));
  } catch {
    return say(words("offline"), { alarm: true });
  }
}

function take(event, transfer) {
  const field = event.target.closest?.(TEXTS);
  const [picture] = picturesIn(transfer);
  if (!field || !picture) return;
  event.preventDefault();
  insert(field, picture);
}

desk.addEventListener("paste", (event) => take(event, event.clipboardData));
desk.addEventListener("drop", (event) => take(event, event.dataTransfer));

let waiting = null;
part("picture").addEventListener("change", ({ target }) => {
  if (waiting?.isConnected && target.files[0]) insert(waiting, target.files[0]);
  target.value = "";
});

export const pictureCommands = {
  "add-picture": (exchange) => {
    waiting = exchangeOf(exchange).querySelector("textarea[name=answer]");
    part("picture").click();
  },
};
