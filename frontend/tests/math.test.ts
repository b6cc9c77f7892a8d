import { describe, expect, it } from "vitest";
import { blocksOf } from "../src/streams/markdown";

function formulas(source: string): [tex: string, display: boolean][] {
  const place = document.createElement("div");
  place.innerHTML = blocksOf(source, {}, false)
    .map((block) => block.html)
    .join("");
  return [...place.querySelectorAll<HTMLElement>(".math")].map((span) => [
    span.textContent,
    span.dataset["display"] === "true",
  ]);
}

describe("formulas", () => {
  it.each([
    ["$x$", "x", false],
    ["a $x^2 + y_1$.", "x^2 + y_1", false],
    ["$a\\$b$", "a\\$b", false],
    ["$*a* _b_$", "*a* _b_", false],
    ["\\(x < y\\)", "x < y", false],
    ["\\[ x \\]", "x", true],
    ["in $$x$$ line", "x", true],
    ["$$\nx\n- y\n$$", "x\n- y", true],
    ["- item\n  $$\n  x\n  $$", "x", true],
    ["text\n$$\nx\n$$", "x", true],
    ["\\[\nx\n\\]", "x", true],
    ["$5$", "5", false],
  ])("are found in %j", (source, tex, display) => {
    expect(formulas(source)).toEqual([[tex, display]]);
  });

  it.each([
    "$5 and $10",
    "$5-$10",
    "US$5 and AU$6",
    "$ x $",
    "$x $",
    "$ x$",
    "a $ b",
    "\\$x\\$",
    "`$x$`",
    "```\n$x$\n```",
    "$$$ money",
    "$$",
    "$$$$",
    "\\(\\)",
    "\\(never closed",
    "$$\nnever closed\n\nat all",
    "costs $20,000 and then $30,000 more",
  ])("are not seen in %j", (source) => {
    expect(formulas(source)).toEqual([]);
  });

  it("are not looked for without end", () => {
    expect(formulas("$a ".repeat(20_000))).toEqual([]);
    expect(formulas("\\(a ".repeat(20_000))).toEqual([]);
  });
});
