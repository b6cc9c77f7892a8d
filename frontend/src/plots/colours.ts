/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** The page's own colours and letters, as they are now. */
export interface Palette {
  ink: Colour;
  soft: Colour;
  line: Colour;
  strong: Colour;
  paper: Colour;
  blue: Colour;
  amber: Colour;
  font: string;
  /** Of all text in a plot, in pixels. */
  size: number;
}

export function css([red, green, blue]: Colour): string {
  return `rgb(${red}, ${green}, ${blue})`;
}

/** A colour on the way from one to another: 0 is the first, 1 the second. */
export function mixed(from: Colour, to: Colour, share: number): Colour {
  const part = Math.min(1, Math.max(0, share));
  const [red, green, blue] = from.map((one, i) => Math.round(one + ((to[i] ?? 0) - one) * part));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** The contrast ratio of WCAG 2, 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
