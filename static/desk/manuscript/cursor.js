/** Where in a Markdown text somebody clicked who saw it rendered: letters are counted, marks are not. */
const LETTER = /[\p{L}\p{N}]/gu;

/** The field that was clicked on and a function that finds the place in its text. */
export function cursorAt(event) {
  const block = event.target.closest("[data-text]");
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (!block || !caret || !block.contains(caret.offsetNode)) return { field: block?.dataset.text };
  const range = document.createRange();
  const speaker = block.querySelector(".speaker");
  if (speaker) range.setStartAfter(speaker);
  else range.setStart(block, 0);
  range.setEnd(caret.offsetNode, caret.offset);
  const letters = (range.toString().match(LETTER) ?? []).length;
  return { field: block.dataset.text, cursor: (text) => offsetAfter(text, letters) };
}

function offsetAfter(text, letters) {
  if (!letters) return 0;
  let found = 0;
  for (const match of text.matchAll(LETTER)) {
    found += 1;
    if (found === letters) return match.index + match[0].length;
  }
  return text.length;
}
