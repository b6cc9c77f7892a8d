import { keepingFocus, REFRESHED } from "./live-page";

const order = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });

/**
 * Around a table: heads with data-sort become buttons that sort its rows. A cell sorts by data-value, or by its text;
 * one that is empty comes last either way. data-sort="down" begins with the largest. Rows that come with a refresh of
 * the page take their places.
 */
export class SortableTable extends HTMLElement {
  private readonly onRefreshed = () => {
    this.dress();
    keepingFocus(() => this.sort());
  };

  connectedCallback(): void {
    document.addEventListener(REFRESHED, this.onRefreshed);
    this.dress();
  }

  disconnectedCallback(): void {
    document.removeEventListener(REFRESHED, this.onRefreshed);
  }

  private dress(): void {
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
    const first = head.dataset["sort"] === "down" ? "descending" : "ascending";
    const now = head.getAttribute("aria-sort");
    const other = first === "ascending" ? "descending" : "ascending";
    const direction = now === first ? other : first;
    for (const one of this.querySelectorAll("th[aria-sort]")) one.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction);
    this.sort();
  }

  private sort(): void {
    const body = this.querySelector("tbody");
    const head = this.querySelector<HTMLTableCellElement>("th[aria-sort]");
    if (!body || !head) return;
    const sign = head.getAttribute("aria-sort") === "ascending" ? 1 : -1;
    const rows = [...body.rows].map((row) => ({ row, value: cellValue(row, head.cellIndex) }));
    rows.sort((a, b) => compared(a.value, b.value, sign));
    if (rows.some(({ row }, place) => body.rows[place] !== row)) {
      body.append(...rows.map(({ row }) => row));
    }
  }
}

function cellValue(row: HTMLTableRowElement, index: number): string {
  const cell = row.cells[index];
  return cell?.dataset["value"] ?? cell?.textContent?.trim() ?? "";
}

function compared(a: string, b: string, sign: number): number {
  if (a === "" || b === "") return Number(a === "") - Number(b === "");
  const difference = Number(a) - Number(b);
  return sign * (Number.isNaN(difference) ? order.compare(a, b) : difference);
}
