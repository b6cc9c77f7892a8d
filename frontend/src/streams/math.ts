import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";

/** Formulas longer than this are text: a stray delimiter must not swallow a page, nor cost one. */
const longest = 4000;

/** Marks $…$, $$…$$, \(…\) and \[…\] as spans of class "math"; the text inside is left as it is. */
export function math(markdown: MarkdownIt): void {
  markdown.inline.ruler.before("escape", "math", inlineMath);
  markdown.block.ruler.before("fence", "math_block", blockMath, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  markdown.renderer.rules["math"] = (tokens, index) => {
    const token = tokens[index];
    const tex = markdown.utils.escapeHtml(token?.content ?? "");
    return `<span class="math" data-display="${token?.markup === "display"}">${tex}</span>`;
  };
  markdown.renderer.rules["math_block"] = (tokens, index) => {
    const token = tokens[index];
    const tex = markdown.utils.escapeHtml(token?.content ?? "");
    const state = token?.markup === "open" ? "math open" : "math";
    return `<p><span class="${state}" data-display="true">${tex}</span></p>\n`;
  };
}

function inlineMath(state: StateInline, silent: boolean): boolean {
  const found = inlineFormula(state.src, state.pos);
  if (!found || found.end > state.posMax) return false;
  if (!silent) {
    const token = state.push("math", "", 0);
    token.content = found.tex;
    token.markup = found.display ? "display" : "inline";
  }
  state.pos = found.end;
  return true;
}

interface Formula {
  tex: string;
  display: boolean;
  end: number;
}

/** The formula that begins exactly here, if one does. */
function inlineFormula(text: string, start: number): Formula | null {
  const two = text.slice(start, start + 2);
  if (two === "\\(") return between(text, start, "\\)", false);
  if (two === "\\[") return between(text, start, "\\]", true);
  if (two === "$$") return between(text, start, "$$", true);
  return two[0] === "$" ? dollars(text, start) : null;
}

function between(text: string, start: number, close: string, display: boolean): Formula | null {
  const at = text.slice(start + 2, start + 2 + longest).indexOf(close);
  const tex = at < 0 ? "" : text.slice(start + 2, start + 2 + at).trim();
  return tex ? { tex, display, end: start + 2 + at + 2 } : null;
}

/**
 * Pandoc's rule, which leaves "$5 and $10" alone: no space after the first dollar, none before the
 * second, and no digit after it.
 */
function dollars(text: string, start: number): Formula | null {
  if (/[\s$]/.test(text[start + 1] ?? " ")) return null;
  const limit = Math.min(text.length, start + longest);
  for (let at = start + 1; at < limit; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "$") {
      if (/\s/.test(text[at - 1] ?? " ") || /[\d$]/.test(text[at + 1] ?? "")) return null;
      return { tex: text.slice(start + 1, at), display: false, end: at + 1 };
    }
  }
  return null;
}

const delimiters: [open: string, close: string][] = [
  ["$$", "$$"],
  ["\\[", "\\]"],
];

/** A displayed formula on lines of its own: no blank line in it, nothing behind its end. */
function blockMath(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const first = lineAt(state, line);
  const [open, close] = delimiters.find(([mark]) => first.startsWith(mark)) ?? [];
  if (!open || !close) return false;
  const lines = [first.slice(open.length)];
  let last = line;
  while (!lines.at(-1)?.trimEnd().endsWith(close)) {
    last++;
    const next = last < endLine ? lineAt(state, last) : "";
    if (!next.trim() || lines.length > 200) {
      if (!(last >= endLine && state.env["open"] === true && !first.slice(open.length).includes(close)))
        return false;
      return silent || push(state, line, last, lines.join("\n"), "open");
    }
    lines.push(next);
  }
  const inside = lines.join("\n").trimEnd().slice(0, -close.length);
  if (!inside.trim() || inside.includes(close)) return false;
  return silent || push(state, line, last + 1, inside, "display");
}

function lineAt(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

function push(state: StateBlock, from: number, to: number, tex: string, markup: string): boolean {
  const token = state.push("math_block", "", 0);
  token.block = true;
  token.content = tex.trim();
  token.markup = markup;
  token.map = [from, to];
  state.line = to;
  return true;
}
