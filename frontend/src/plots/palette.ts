import type { Colour, Palette } from "./colours";

/** The page's colours as they are for this element now, in whatever scheme. */
export function palette(element: HTMLElement): Palette {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const colour = (name: string): Colour => {
    probe.style.color = `var(--${name})`;
    return pixel(getComputedStyle(probe).color);
  };
  const found: Palette = {
    ink: colour("ink"),
    soft: colour("ink-soft"),
    line: colour("line"),
    strong: colour("line-strong"),
    paper: colour("paper"),
    blue: colour("seat-a"),
    amber: colour("seat-b"),
    font: getComputedStyle(element).fontFamily,
    size: Number.parseFloat(getComputedStyle(element).fontSize),
  };
  probe.remove();
  return found;
}

let brush: CanvasRenderingContext2D | null | undefined;

/** However a colour is written, a canvas knows what it looks like. */
function pixel(colour: string): Colour {
  brush ??= canvas();
  if (!brush) return [0, 0, 0];
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = brush.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

function canvas(): CanvasRenderingContext2D | null {
  const surface = document.createElement("canvas");
  surface.width = 1;
  surface.height = 1;
  return surface.getContext("2d", { willReadFrequently: true });
}

/** Measures text in a font, as the drawing will set it. */
export function ruler({ font, size }: Palette): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return (text) => text.length * size * 0.6;
  context.font = `${size}px ${font}`;
  return (text) => context.measureText(text).width;
}
