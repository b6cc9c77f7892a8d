import MarkdownIt, { type Env, type Token } from "markdown-it";
import { math } from "./math";

/** One top-level block of an answer: a paragraph, a list, a table, a fence … */
export interface Block {
  html: string;
  /** The line, counted from 0, that the block begins on. */
  line: number;
  /** Of a fence: what it holds so far, and its language. */
  code?: { language: string; text: string };
}

export type References = NonNullable<Env["references"]>;

const markdown = new MarkdownIt({ html: false, linkify: true });
// Only what says it is an address becomes a link: "e.g.this" and "main.rs" stay words.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
markdown.use(math);

// The markup is the same as the server's, so that a reload shows the same page.
const { rules } = markdown.renderer;
rules["s_open"] = () => "<del>";
rules["s_close"] = () => "</del>";
rules["image"] = (tokens, index) => {
  const image = tokens[index];
  const href = markdown.utils.escapeHtml(String(image?.attrGet("src") ?? ""));
  const label = markdown.utils.escapeHtml(image?.content || "") || href;
  return `<a href="${href}">${label}</a>`;
};
for (const cell of ["th_open", "td_open"]) {
  rules[cell] = (tokens, index) => {
    const token = tokens[index];
    const align = /text-align:(\w+)/.exec(String(token?.attrGet("style") ?? ""))?.[1];
    return align ? `<${token?.tag} align="${align}">` : `<${token?.tag}>`;
  };
}

/**
 * Splits an answer into its top-level blocks.
 *
 * @param references link definitions known so far; those found are added
 * @param open whether more text may follow: an unfinished formula is then kept in one piece
 */
export function blocksOf(source: string, references: References, open: boolean): Block[] {
  const env: Env = { references, open };
  const tokens = markdown.parse(source, env);
  const blocks: Block[] = [];
  let first = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.level !== 0 || token.nesting === 1) continue;
    blocks.push(blockOf(tokens.slice(first, index + 1), env));
    first = index + 1;
  }
  return blocks;
}

function blockOf(tokens: Token[], env: Env): Block {
  const head = tokens[0];
  const html = markdown.renderer.render(tokens, markdown.options, env);
  const block: Block = { html, line: head?.map?.[0] ?? 0 };
  if (head?.type === "fence") {
    block.code = { language: head.info.trim(), text: head.content };
  }
  return block;
}
