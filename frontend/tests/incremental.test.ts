import { describe, expect, it } from "vitest";
import { Incremental } from "../src/streams/incremental";
import { corpus } from "./corpus";

function inOneGo(text: string): string {
  const place = document.createElement("div");
  new Incremental(place).end(text);
  return place.innerHTML;
}

/** Shows the text piece by piece and returns the place where it stands, not yet ended. */
function inPieces(pieces: string[], place = document.createElement("div")) {
  const renderer = new Incremental(place);
  let text = "";
  for (const piece of pieces) {
    text += piece;
    renderer.update(text);
  }
  return { place, renderer, text };
}

describe("an answer that arrives in pieces", () => {
  for (const [name, text] of Object.entries(corpus)) {
    it(`ends as if it had come in one go, wherever it is cut: ${name}`, () => {
      const expected = inOneGo(text);
      for (let cut = 0; cut <= text.length; cut++) {
        const { place, renderer } = inPieces([text.slice(0, cut), text.slice(cut)]);
        renderer.end(text);
        expect(place.innerHTML, `cut at ${cut}`).toBe(expected);
      }
    });

    it(`ends the same when it comes character by character: ${name}`, () => {
      const { place, renderer } = inPieces([...text]);
      renderer.end(text);
      expect(place.innerHTML).toBe(inOneGo(text));
    });
  }

  // Only a definition that comes later, and a formula that never ends, can't be known before the end.
  const foreseeable = Object.entries(corpus).filter(([name]) => !/^definition|never closed/.test(name));
  it.each(foreseeable)("looks right before its end is known: %s", (_, text) => {
    const { place } = inPieces([...text]);
    const stripped = (html: string) => html.replace(/ data-coloured="true"/g, "");
    expect(stripped(place.innerHTML)).toBe(stripped(inOneGo(text)));
  });

  it("leaves finished blocks alone", () => {
    const { place, renderer, text } = inPieces(["# One\n\nTwo\n\nThree"]);
    const [heading, paragraph] = place.children;
    renderer.update(`${text} and more\n\n- four`);
    renderer.end(`${text} and more\n\n- four`);
    expect(place.children[0]).toBe(heading);
    expect(place.children[1]).toBe(paragraph);
  });

  it("lets an open fence grow in place", () => {
    const { place, renderer, text } = inPieces(["```js\nlet a", " = 1;\n"]);
    const code = place.querySelector("code");
    const letters = code?.firstChild;
    renderer.update(`${text}let b;\n\`\``);
    renderer.update(`${text}let b;\n\`\`\``);
    expect(place.querySelector("code")).toBe(code);
    expect(code?.firstChild).toBe(letters);
    expect(code?.textContent).toBe("let a = 1;\nlet b;\n");
  });

  it("starts over when the text does", () => {
    const { place, renderer } = inPieces(["# Old\n\nanswer\n\nlong"]);
    renderer.update("new");
    renderer.end("new");
    expect(place.innerHTML).toBe(inOneGo("new"));
  });

  it("takes the place of what the server rendered", () => {
    const place = document.createElement("div");
    place.innerHTML = "<p>half an ans</p>";
    inPieces(["half an answer"], place).renderer.end("half an answer");
    expect(place.innerHTML).toBe(inOneGo("half an answer"));
  });

  it("copes with a hundred thousand blank lines", () => {
    const text = `a${"\n".repeat(100_000)}b`;
    const { place } = inPieces([text.slice(0, 50_000), text.slice(50_000)]);
    expect(place.textContent?.trim()).toMatch(/^a\s*b$/);
  });
});
