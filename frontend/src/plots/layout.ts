import type { PlotName } from "./data";

/** As many models as one takes in at a glance. */
export const glance = 20;

/** Below this width a plot is laid out for a phone. */
export const phone = 520;

/** Of a row of an interval, in pixels; where the sheet is narrow the name stands over the line. */
export function intervalRow(width: number): number {
  return width < phone ? 48 : 28;
}

/** Of a row of a square. */
export const squareRow = 32;

/** Of a drawing with lines or points. */
export const tall = { history: 340, scatter: 380 };

/** How high a plot will be, before it is drawn: so nothing moves when it is. */
export function expectedHeight(name: PlotName, count: number, width: number): number {
  switch (name) {
    case "intervals":
      return 72 + Math.min(count, glance) * intervalRow(width);
    case "style":
      return 72 + count * intervalRow(width);
    case "win-rates":
    case "battles":
      return 44 + count * squareRow;
    case "history":
      return 48 + tall.history;
    default:
      return 80 + tall.scatter;
  }
}
