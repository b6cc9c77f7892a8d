import { highlight } from "./highlight";
import { showMath } from "./latex";
import { word } from "./words";

/**
 * Gives rendered Markdown, from the server or from here, what HTML alone has not: a head with a copy
 * button on code, a box of its own to scroll for wide tables and formulas set in type. Doing it twice
 * changes nothing.
 */
export function dress(root: ParentNode): void {
  for (const pre of root.querySelectorAll("pre")) dressCode(pre);
  for (const table of root.querySelectorAll("table")) dressTable(table);
  showMath(root);
}

/** Does what is worth doing only once the text of a block is complete: colours in code. */
export function finish(root: Element): void {
  for (const code of root.querySelectorAll<HTMLElement>("pre > code[class]")) highlight(code);
}

function dressCode(pre: HTMLPreElement): void {
  if (pre.parentElement?.classList.contains("code")) return;
  const language = /language-(\S+)/.exec(pre.querySelector("code")?.className ?? "")?.[1];
  const name = document.createElement("span");
  name.textContent = language ?? "";
  const copy = document.createElement("button");
  copy.type = "button";
  copy.className = "button quiet";
  copy.dataset["action"] = "copy-code";
  copy.textContent = word("copy");
  copy.setAttribute("aria-label", word("code.copy"));
  const head = box("code-head", name, copy);
  const holder = box("code");
  pre.replaceWith(holder);
  holder.append(head, pre);
  scrollable(pre, word("code.scroll"));
}

function dressTable(table: HTMLTableElement): void {
  if (table.parentElement?.classList.contains("table")) return;
  const holder = box("table");
  table.replaceWith(holder);
  holder.append(table);
  scrollable(holder, word("table.scroll"));
}

/** What scrolls must be reachable by keyboard. */
function scrollable(element: HTMLElement, name: string): void {
  element.tabIndex = 0;
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", name);
}

function box(className: string, ...children: Element[]): HTMLDivElement {
  const element = document.createElement("div");
  element.className = className;
  element.append(...children);
  return element;
}
