import { describe, expect, it } from "vitest";
import { clean } from "../src/streams/clean";
import { Incremental } from "../src/streams/incremental";

const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<iframe src=javascript:alert(1)></iframe>",
  "<a href=javascript:alert(1)>x</a>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "<details open ontoggle=alert(1)>",
  "<style>@import 'https://evil.example'</style>",
  "<link rel=stylesheet href=https://evil.example>",
  "<base href=https://evil.example>",
  "<form action=https://evil.example><button>go</button></form>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](  javascript:alert(1))",
  "[x](java&#x09;script:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](vbscript:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](data:image/svg+xml;base64,PHN2Zy8+)",
  "[x](//evil.example)",
  "[x](/logout)",
  "[x]: javascript:alert(1)\n\n[x]",
  "<javascript:alert(1)>",
  "![x](https://evil.example/pixel.png)",
  "![x](javascript:alert(1))",
  '!["onerror=alert(1)](https://evil.example/"onerror=alert(1))',
  '[x](https://a.example "\\" onmouseover=alert(1)")',
  '```"><script>alert(1)</script>\ncode\n```',
  '```js" onmouseover="alert(1)\ncode\n```',
  "`<script>alert(1)</script>`",
  "$\\href{javascript:alert(1)}{x}$",
  "$</span><script>alert(1)</script>$",
  "$$\n\\includegraphics{https://evil.example}\n</p><img src=x onerror=alert(1)>\n$$",
  "| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |",
  "- <b onclick=alert(1)>\n  > <script>alert(1)</script>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  '<div style="background:url(https://evil.example)">',
  "<input autofocus onfocus=alert(1)>",
];

const forbidden = "script, img, svg, iframe, object, embed, style, link, base, form, input, video, audio";

/** Everything an attack would need: an element that runs or loads, a handler, a live address. */
function dangers(place: Element): string[] {
  const found = [...place.querySelectorAll(forbidden)].map((element) => element.outerHTML);
  for (const element of place.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const live = name === "href" && !/^(https?|mailto):/i.test(value);
      if (name.startsWith("on") || name === "style" || name === "src" || live) found.push(`${name}=${value}`);
    }
  }
  return found;
}

describe("an answer that attacks its reader", () => {
  it.each(attacks)("comes to nothing at any moment of its arrival: %s", (attack) => {
    const place = document.createElement("div");
    const renderer = new Incremental(place);
    const text = `before ${attack}\n\n${attack}\n\nafter`;
    for (let end = 1; end <= text.length; end++) {
      renderer.update(text.slice(0, end));
      expect(dangers(place)).toEqual([]);
    }
    renderer.end(text);
    expect(dangers(place)).toEqual([]);
  });

  it("is stopped by the second fence, should the first one break", () => {
    for (const attack of attacks) {
      const place = document.createElement("div");
      place.append(clean(attack));
      expect(dangers(place), attack).toEqual([]);
    }
  });
});

describe("links", () => {
  it("open elsewhere and carry nothing along", () => {
    const place = document.createElement("div");
    new Incremental(place).end("[a](https://a.example) <b@c.example> https://d.example");
    const links = [...place.querySelectorAll("a")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual([
      "https://a.example",
      "mailto:b@c.example",
      "https://d.example",
    ]);
    for (const link of links) {
      expect(link.rel).toBe("noopener noreferrer nofollow ugc");
      expect(link.target).toBe("_blank");
    }
  });

  it("stand in for images, which are never loaded", () => {
    const place = document.createElement("div");
    new Incremental(place).end("![a cat](https://a.example/cat.png)");
    expect(place.querySelector("a")?.textContent).toBe("a cat");
    expect(place.querySelector("a")?.getAttribute("href")).toBe("https://a.example/cat.png");
  });
});
