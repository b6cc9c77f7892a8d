/**
 * On a narrow screen the two answers of a turn lie side by side and one is in sight. The tabs above say
 * which, and go to the other; all turns of a battle go along.
 */
export function seatTabs(): void {
  document.addEventListener("click", (event) => {
    const tab = event.target instanceof Element ? event.target.closest(".seat-tab") : null;
    if (!(tab instanceof HTMLElement)) return;
    event.preventDefault();
    show(tab.dataset["seat"] ?? "a", "smooth");
  });
  document.addEventListener("scroll", scrolled, { capture: true, passive: true });
  document.addEventListener("battle-shown", (event) => {
    show((event as CustomEvent<{ side: string }>).detail.side, "instant");
  });
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(".seats")];
}

/** Brings a side into sight in every turn. */
function show(seat: string, behavior: ScrollBehavior): void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const row of rows()) {
    row.scrollTo({ left: left(row, seat), behavior: calm ? "instant" : behavior });
  }
  mark(seat);
}

function left(row: HTMLElement, seat: string): number {
  if (seat === "a") return 0;
  const travel = row.scrollWidth - row.clientWidth;
  return getComputedStyle(row).direction === "rtl" ? -travel : travel;
}

let swiped: HTMLElement | undefined;
let rest: ReturnType<typeof setTimeout> | undefined;

function scrolled(event: Event): void {
  const row = event.target;
  if (!(row instanceof HTMLElement) || !row.classList.contains("seats")) return;
  if (row.scrollWidth <= row.clientWidth) return;
  const seat = Math.abs(row.scrollLeft) > (row.scrollWidth - row.clientWidth) / 2 ? "b" : "a";
  mark(seat);
  swiped = row;
  clearTimeout(rest);
  rest = setTimeout(() => align(seat), 120);
}

/** Once a swipe has come to rest, the other turns show the same side. */
function align(seat: string): void {
  for (const row of rows()) {
    if (row !== swiped) row.scrollTo({ left: left(row, seat), behavior: "instant" });
  }
}

function mark(seat: string): void {
  for (const tab of document.querySelectorAll<HTMLElement>(".seat-tab")) {
    if (tab.dataset["seat"] === seat) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}
