/**
 * Takes in a transcript as soon as it is pasted, dropped or chosen, and reads along the formatting of a paste: Word,
 * Google Docs and web pages put HTML beside the text on the clipboard. Without this module the button sends the text.
 *
 * Until the server has a paste it is kept in this tab: a session that is over answers with a page to log in.
 */
const form = document.querySelector("form[data-receive]");
const { text, html, file } = form.elements;
const note = form.querySelector("[data-rich-note]");

// What tells speakers, questions and headings apart. Google Docs wraps everything in a <b> that is not bold.
const STRUCTURE =
  /<(?:strong|em|i|u|h[1-6]|table|[uo]l|li|blockquote)\b|<b\b(?![^>]{0,200}font-weight:\s*normal)|<a\s[^>]{0,500}href|font-weight:\s*(?:bold|[6-9]00)/i;
const KEPT = "desk-paste";

let arriving = false;

function keepFormatting(value) {
  html.value = value;
  note.hidden = !value;
}

function send() {
  form.querySelector("[data-busy]").hidden = false;
  form.requestSubmit();
}

text.addEventListener("paste", (event) => {
  const rich = event.clipboardData.getData("text/html");
  // The HTML stands for the whole text, so it must not be pasted into another one.
  const isWholeText = !(text.value.slice(0, text.selectionStart) + text.value.slice(text.selectionEnd)).trim();
  arriving = isWholeText;
  const isRich = isWholeText && STRUCTURE.test(rich) && new Blob([rich]).size <= Number(html.dataset.limit);
  keepFormatting(isRich ? rich : "");
});

text.addEventListener("input", (event) => {
  const isPaste = event.inputType === "insertFromPaste";
  // What is typed afterwards is what the editor sees, and what is imported.
  if (!(arriving && isPaste)) keepFormatting("");
  // A whole conversation needs no further word; a line or two may be the beginning of one that is typed.
  if (arriving && isPaste && text.value.trim().split("\n").length > 2) send();
  arriving = false;
});

form.querySelector("[data-text-only]").addEventListener("click", () => {
  keepFormatting("");
  text.focus();
});

file.addEventListener("change", () => file.files.length && send());

for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    document.body.classList.toggle("is-dropping", name === "dragover");
    if (name === "dragover" || !event.dataTransfer.files.length) return;
    file.files = event.dataTransfer.files;
    text.value = "";
    keepFormatting("");
    send();
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("is-dropping");
});

form.addEventListener("submit", () => {
  try {
    sessionStorage[KEPT] = JSON.stringify([text.value, html.value]);
  } catch {
    // Too large to be kept here: then the server's answer decides, as without this.
  }
});

// A page that the server sent back with an error holds the text already.
if (sessionStorage[KEPT] && !text.value) {
  [text.value, html.value] = JSON.parse(sessionStorage[KEPT]);
  form.querySelector("[data-restored]").hidden = !text.value;
}
delete sessionStorage[KEPT];
keepFormatting(html.value);
