/** What the server sends for a plot: /leaderboard/plots/{name}.json */

/** What a value lies between, with a confidence of 95 %; null where there is no end. */
export interface Bounds {
  lower: number | null;
  upper: number | null;
}

/** A model's rating. */
export interface Rated extends Bounds {
  model: string;
  rank: number;
  rating: number;
  votes: number;
}

/** Two models, the better rated one first. */
export interface Met {
  model: string;
  rival: string;
  /** How often the model wins by its rating, 0 to 1. */
  expected: number;
  /** How often it has won, a tie as half a win; null without a vote. */
  observed: number | null;
  votes: number;
}

/** A rated model with something else that is known of it. */
export interface Measured extends Rated {
  /** US dollars for a million tokens, or tokens a second. */
  measure: number;
}

/** What one standard deviation more of a feature of style is worth, in rating points. */
export interface Feature extends Bounds {
  feature: "tokens" | "headers" | "lists" | "bold";
  coefficient: number;
}

/** A rating at the end of a day. */
export interface Day extends Bounds {
  date: string;
  rating: number;
  votes: number;
}

/** A model's rating, day by day. */
export interface Story {
  model: string;
  points: Day[];
}

export interface PlotData {
  intervals: { rows: Rated[] };
  "win-rates": { models: string[]; rows: Met[] };
  battles: { models: string[]; rows: Met[] };
  history: { series: Story[] };
  price: { rows: Measured[] };
  speed: { rows: Measured[] };
  style: { rows: Feature[] };
}

export type PlotName = keyof PlotData;

/** How many things there are to draw; none means that the plot stays away. */
export function size(name: PlotName, data: PlotData[PlotName]): number {
  if (name === "history") return (data as PlotData["history"]).series.length;
  if (name === "win-rates" || name === "battles") {
    const { models, rows } = data as PlotData["battles"];
    return rows.length === 0 ? 0 : models.length;
  }
  return (data as PlotData["intervals"]).rows.length;
}
