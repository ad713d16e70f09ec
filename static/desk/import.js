/**
 * Reads along the formatting of a paste: Word, Google Docs and web pages put HTML beside the text
 * on the clipboard. Without this module the text alone is imported.
 */
const form = document.querySelector("form.desk-import");
const text = form.elements.text;
const html = form.elements.html;
const note = form.querySelector("[data-rich-note]");

// What tells speakers, questions and headings apart. Google Docs wraps everything in a <b> that is not bold.
const STRUCTURE =
  /<(?:strong|em|i|u|h[1-6]|table|[uo]l|li|blockquote)\b|<b\b(?![^>]{0,200}font-weight:\s*normal)|<a\s[^>]{0,500}href|font-weight:\s*(?:bold|[6-9]00)/i;

let arriving = false;

function keep(value) {
  html.value = value;
  note.hidden = !value;
}

text.addEventListener("paste", (event) => {
  const rich = event.clipboardData.getData("text/html");
  // The HTML stands for the whole text, so it must not be pasted into another one.
  const isWholeText = !(text.value.slice(0, text.selectionStart) + text.value.slice(text.selectionEnd)).trim();
  arriving = isWholeText && STRUCTURE.test(rich) && new Blob([rich]).size <= Number(html.dataset.limit);
  keep(arriving ? rich : "");
});

// What is typed afterwards is what the editor sees, and what is imported.
text.addEventListener("input", (event) => {
  if (!(arriving && event.inputType === "insertFromPaste")) keep("");
  arriving = false;
});

form.querySelector("[data-text-only]").addEventListener("click", () => {
  keep("");
  text.focus();
});

keep(html.value);
