/** Where an arrow key, Home or End leads from a stop (-1: none yet); -1 for keys that lead nowhere. */
export function step(key: string, from: number, stops: number, columns: number): number {
  const last = stops - 1;
  const leads: Record<string, number> = {
    ArrowRight: from + 1,
    ArrowLeft: from - 1,
    ArrowDown: from + columns,
    ArrowUp: from - columns,
    Home: 0,
    End: last,
  };
  const to = leads[key];
  if (to === undefined || stops === 0) return -1;
  if (from < 0) return key === "End" ? last : 0;
  return to < 0 || to > last ? from : to;
}
