// Sorting exchanges with buttons. Without this script the order fields can be filled in by hand.
const list = document.querySelector(".exchanges");

const rows = () => [...list.querySelectorAll(":scope > .inline-related:not(.empty-form)")];
const orderField = (row) => row.querySelector(".exchange-order");

function renumber() {
  rows().forEach((row, index) => {
    orderField(row).value = index + 1;
  });
}

function move(row, offset) {
  const neighbour = rows()[rows().indexOf(row) + offset];
  if (!neighbour) return;
  if (offset < 0) neighbour.before(row);
  else neighbour.after(row);
  renumber();
}

function addButtons(row) {
  row.querySelectorAll(".exchange-move").forEach((button) => button.remove());
  for (const [offset, sign, label] of [[-1, "↑", list.dataset.up], [1, "↓", list.dataset.down]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "exchange-move";
    button.textContent = sign;
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => {
      move(row, offset);
      button.focus();
    });
    row.querySelector(".exchange-tools").append(button);
  }
}

if (list) {
  rows().forEach(addButtons);
  renumber();
  document.addEventListener("formset:added", (event) => {
    if (event.target.matches?.(".exchanges .inline-related")) {
      addButtons(event.target);
      renumber();
    }
  });
}
