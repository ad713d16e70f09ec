/** The paragraphs on the page. */
import { part } from "../manuscript/page.js";

const list = part("rows");

export const rowOf = (element) => element?.closest("[data-row]") ?? null;
export const blocksOf = (row) => row.dataset.blocks.split(" ");
export const textOf = (row) => row.querySelector("[data-text]").textContent;

export const neighbour = (row, way) => (way > 0 ? row?.nextElementSibling : row?.previousElementSibling) ?? null;

const rowNamed = (name) => document.getElementById(`row-${name}`);

/** Put fresh rows in the place of those of the same name, and all in a new order if there is one. */
export function showRows(html, order) {
  const focused = rowOf(document.activeElement);
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const fresh of [...template.content.children]) {
    const old = rowNamed(fresh.dataset.row);
    if (old) old.replaceWith(fresh);
    else list.append(fresh);
  }
  if (order) arrange(order);
  if (!focused || focused.contains(document.activeElement)) return;
  const again = rowNamed(focused.dataset.row) ?? rowOfBlock(blocksOf(focused)[0]);
  again?.querySelector(".row-kind").focus({ preventScroll: true });
}

/** Paragraphs that became one are known by any of their blocks. */
export const rowOfBlock = (block) => [...list.children].find((row) => blocksOf(row).includes(block));

function arrange(order) {
  const wanted = new Set(order);
  for (const row of [...list.children]) if (!wanted.has(row.dataset.row)) row.remove();
  let next = list.firstElementChild;
  for (const name of order) {
    const row = rowNamed(name);
    if (row === next) next = next.nextElementSibling;
    else list.insertBefore(row, next);
  }
}
