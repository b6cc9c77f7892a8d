const order = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });

/**
 * Around a table: heads with data-sort become buttons that sort its rows. A cell sorts by data-value, or by its text;
 * data-sort="down" begins with the largest.
 */
export class SortableTable extends HTMLElement {
  connectedCallback(): void {
    for (const head of this.querySelectorAll<HTMLTableCellElement>("th[data-sort]")) {
      if (head.querySelector(".sort")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      button.addEventListener("click", () => this.sortBy(head));
      head.append(button);
    }
  }

  private sortBy(head: HTMLTableCellElement): void {
    const body = this.querySelector("tbody");
    if (!body) return;
    const first = head.dataset["sort"] === "down" ? "descending" : "ascending";
    const now = head.getAttribute("aria-sort");
    const other = first === "ascending" ? "descending" : "ascending";
    const direction = now === first ? other : first;
    for (const one of this.querySelectorAll("th[aria-sort]")) one.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction);
    const sign = direction === "ascending" ? 1 : -1;
    const rows = [...body.rows].map((row) => ({ row, value: cellValue(row, head.cellIndex) }));
    rows.sort((a, b) => sign * order.compare(a.value, b.value));
    body.append(...rows.map(({ row }) => row));
  }
}

function cellValue(row: HTMLTableRowElement, index: number): string {
  const cell = row.cells[index];
  return cell?.dataset["value"] ?? cell?.textContent?.trim() ?? "";
}
