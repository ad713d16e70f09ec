/** Asks before a form is sent that takes something away: `<form data-confirm="…">`. */
document.addEventListener("submit", (event) => {
  const { confirm: question } = event.target.dataset;
  if (question && !window.confirm(question)) event.preventDefault();
});
