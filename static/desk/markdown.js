// Starts markdownx on a field when it is first used. markdownx takes up every `.markdownx`
// element that is there when its script runs, and leaves alone those it has already.
document.addEventListener("focusin", (event) => {
  const field = event.target.closest(".markdown-field:not(.markdownx)");
  if (!field) return;
  field.classList.add("markdownx");
  const script = document.createElement("script");
  script.src = field.dataset.markdownxSrc;
  document.head.append(script);
});

// markdownx indents with Tab, which would keep whoever works with the keyboard in the field for good. Stopped on its way
// down, the key never reaches it and does what it does everywhere.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Tab" && event.target.closest(".markdownx")) event.stopPropagation();
  },
  { capture: true },
);
