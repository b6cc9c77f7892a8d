/** How wide a text is, in pixels. */
export type Measure = (text: string) => number;

/**
 * A text that fits: where it is too long its middle gives way, because names of models often differ at their end.
 */
export function fitted(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const letters = [...text];
  for (let kept = letters.length - 1; kept > 2; kept--) {
    const front = Math.ceil(kept / 2);
    const shorter = `${letters.slice(0, front).join("")}…${letters.slice(letters.length - (kept - front)).join("")}`;
    if (measure(shorter) <= width) return shorter;
  }
  return `${letters[0] ?? ""}…`;
}

/** The widest of the texts, in whole pixels. */
export function widest(texts: string[], measure: Measure): number {
  return Math.ceil(Math.max(0, ...texts.map(measure)));
}

/** A text in lines that fit. */
export function wrapped(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}
