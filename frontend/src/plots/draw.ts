import type { PlotData, PlotName } from "./data";
import type { Drawing, Sheet } from "./drawing";
import { history } from "./history";
import { features, ratings } from "./intervals";
import { voteCounts, winRates } from "./matrix";
import { scatter } from "./scatter";

const drawings: { [Name in PlotName]: (data: PlotData[Name], sheet: Sheet) => Drawing } = {
  intervals: ({ rows }, sheet) => ratings(rows, sheet),
  "win-rates": ({ models, rows }, sheet) => winRates(models, rows, sheet),
  battles: ({ models, rows }, sheet) => voteCounts(models, rows, sheet),
  history: ({ series }, sheet) => history(series, sheet),
  price: ({ rows }, sheet) => scatter(rows, "less", sheet),
  speed: ({ rows }, sheet) => scatter(rows, "more", sheet),
  style: ({ rows }, sheet) => features(rows, sheet),
};

/** A plot as a drawing for this sheet. */
export function draw<Name extends PlotName>(name: Name, data: PlotData[Name], sheet: Sheet): Drawing {
  return drawings[name](data, sheet);
}
