/** A rectangle on a drawing, in pixels. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Heights as near to the wanted ones as they can be with a gap between them, in the order given. */
export function spread(wanted: number[], gap: number, from: number, to: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = new Array<number>(wanted.length).fill(0);
  let free = from;
  for (const index of order) {
    placed[index] = Math.max(wanted[index] ?? 0, free);
    free = (placed[index] ?? 0) + gap;
  }
  // What has been pushed past the end pushes the others back.
  let end = to;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index] ?? 0, end);
    end = (placed[index] ?? 0) - gap;
  }
  return placed;
}

/** Where a name may stand beside its point, the best first. */
export type Side = "right" | "left" | "top" | "bottom";

/** A point that wants its name beside it. */
export interface Named {
  x: number;
  y: number;
  width: number;
}

const half = 9;
const away = 9;

/**
 * A side for each name on which it covers no point, no other name and no edge; null where there is none. Earlier points
 * choose first.
 */
export function sides(points: Named[], within: Box): (Side | null)[] {
  const taken: Box[] = points.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
  return points.map((point, own) => {
    for (const side of ["right", "left", "top", "bottom"] as const) {
      const box = boxOf(point, side);
      const free =
        inside(box, within) && taken.every((other, index) => index === own || !overlap(box, other));
      if (!free) continue;
      taken.push(box);
      return side;
    }
    return null;
  });
}

function boxOf({ x, y, width }: Named, side: Side): Box {
  const middle = side === "right" ? x + away + width / 2 : side === "left" ? x - away - width / 2 : x;
  const height = side === "top" ? y - away - half : side === "bottom" ? y + away + half : y;
  return { left: middle - width / 2, right: middle + width / 2, top: height - half, bottom: height + half };
}

function inside(box: Box, within: Box): boolean {
  return (
    box.left >= within.left &&
    box.right <= within.right &&
    box.top >= within.top &&
    box.bottom <= within.bottom
  );
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
