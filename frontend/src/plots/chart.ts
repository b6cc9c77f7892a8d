import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, TitleComponent } from "echarts/components";
import type { ECharts } from "echarts/core";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { Drawing } from "./drawing";
import { step } from "./step";

// Loaded when the first plot comes into view; nothing else may import this file but by import().
use([CanvasRenderer, CustomChart, GridComponent, LineChart, ScatterChart, TitleComponent]);

export { draw } from "./draw";

/** Pixels of a picture for one of the page's. */
const sharpness = 2;

/** Something that is pointed at: what it says, and where it is on the canvas. */
export interface Pointed {
  text: string;
  x: number;
  y: number;
}

/** A plot on the page: a canvas, because the page's policy allows no styles in drawn SVG. */
export class Chart {
  private readonly chart: ECharts;
  private drawing: Drawing | undefined;
  private at = -1;

  /** The pointer is told of here; null when it has left. */
  constructor(place: HTMLElement, pointing: (at: Pointed | null) => void) {
    this.chart = init(place);
    this.chart.on("mouseover", ({ seriesIndex, dataIndex }) => {
      const stops = this.drawing?.stops ?? [];
      this.at = stops.findIndex((stop) => stop.series === seriesIndex && stop.index === dataIndex);
      pointing(this.pointed());
    });
    this.chart.on("globalout", () => pointing(null));
    this.chart.on("mouseout", () => pointing(null));
  }

  /** Draws anew; nothing is pointed at any more. */
  show(drawing: Drawing, still: boolean): void {
    this.drawing = drawing;
    this.chart.resize({ width: drawing.width, height: drawing.height, silent: true });
    this.chart.setOption({ ...drawing.option, animation: !still }, { notMerge: true });
    if (this.at >= drawing.stops.length) this.at = -1;
  }

  /** Goes on to where a key leads; null for keys that lead nowhere. */
  go(key: string): Pointed | null {
    const next = step(key, this.at, this.drawing?.stops.length ?? 0, this.drawing?.columns ?? 1);
    if (next < 0) return null;
    this.rest();
    this.at = next;
    return this.again();
  }

  /** Points once more at what was pointed at last. */
  again(): Pointed | null {
    const stop = this.drawing?.stops[this.at];
    if (!stop) return null;
    this.chart.dispatchAction({ type: "highlight", seriesIndex: stop.series, dataIndex: stop.index });
    return this.pointed();
  }

  /** Points at nothing; the arrow keys go on from where they were. */
  rest(): void {
    this.chart.dispatchAction({ type: "downplay" });
  }

  private pointed(): Pointed | null {
    const stop = this.drawing?.stops[this.at];
    if (!stop) return null;
    const all = (this.drawing?.option["series"] ?? []) as { data?: unknown[] }[];
    const datum = all[stop.series]?.data?.[stop.index] as number[] | { value: number[] };
    const value = Array.isArray(datum) ? datum : datum.value;
    const [x = 0, y = 0] = this.chart.convertToPixel({ seriesIndex: stop.series }, value.slice(0, 2));
    return { text: stop.text, x, y };
  }

  dispose(): void {
    this.chart.dispose();
  }
}

/** A drawing as a PNG picture. */
export async function png(drawing: Drawing): Promise<Blob> {
  const chart = init(document.createElement("div"), null, size(drawing));
  try {
    chart.setOption({ ...drawing.option, animation: false });
    const canvas = chart.renderToCanvas({ pixelRatio: sharpness });
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
    });
  } finally {
    chart.dispose();
  }
}

/** A drawing as an SVG picture. */
export async function svg(drawing: Drawing): Promise<Blob> {
  return new Blob([await markup(drawing)], { type: "image/svg+xml" });
}

/** The text of an SVG picture. */
export async function markup(drawing: Drawing): Promise<string> {
  await import("./svg");
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size(drawing) });
  try {
    chart.setOption({ ...drawing.option, animation: false });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

function size({ width, height }: Drawing): { width: number; height: number } {
  return { width, height };
}
