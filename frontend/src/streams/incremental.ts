import { dress, finish } from "../helpers/dress";
import { clean } from "./clean";
import { type Block, blocksOf, type References } from "./markdown";

interface Shown {
  block: Block;
  node: Element;
}

/**
 * Shows a growing Markdown text. Blocks that nothing can change any more are rendered once and left
 * alone; only what follows them is parsed again. When the text is done, one last look at the whole puts
 * right what only the end could tell (a link defined on the last line), so that the result is always
 * that of rendering the text in one go.
 */
export class Incremental {
  private text = "";
  private shown: Shown[] = [];
  private settledBlocks = 0;
  private settledEnd = 0;
  private references: References = {};

  constructor(private readonly place: Element) {}

  /** Shows the text as it is now. */
  update(text: string): void {
    if (!text.startsWith(this.text)) this.reset();
    this.text = text;
    const tail = text.slice(this.settledEnd);
    const blocks = blocksOf(tail, { ...this.references }, true);
    this.patch(this.settledBlocks, blocks);
    this.settle(tail, blocks);
  }

  /** Shows the text, which will not change any more. */
  end(text: string): void {
    if (!text.startsWith(this.text)) this.reset();
    this.text = text;
    this.patch(0, blocksOf(text, {}, false));
    for (const { node } of this.shown) finish(node);
  }

  private reset(): void {
    this.shown = [];
    this.settledBlocks = 0;
    this.settledEnd = 0;
    this.references = {};
  }

  /**
   * A block is settled once another one begins after it on a line that is complete: a line that is
   * still being written may turn out to belong to the block before ("*" a list, "**so**" not).
   */
  private settle(tail: string, blocks: Block[]): void {
    const starts = lineStarts(tail);
    const writing = starts.length - 1;
    let next = blocks.length - 1;
    while (next > 0 && (blocks[next]?.line ?? 0) >= writing) next--;
    if (next <= 0) return;
    const end = starts[blocks[next]?.line ?? 0] ?? 0;
    const settled = tail.slice(0, end);
    if (settled.includes("]:")) blocksOf(settled, this.references, false);
    for (const { node } of this.shown.slice(this.settledBlocks, this.settledBlocks + next)) {
      finish(node);
    }
    this.settledBlocks += next;
    this.settledEnd += end;
  }

  /** Makes what is shown from a position on equal to these blocks, touching only what differs. */
  private patch(from: number, blocks: Block[]): void {
    // What the server rendered, or an answer that is being redone, gives way in the same frame.
    const stale = this.shown.length === 0 ? [...this.place.childNodes] : [];
    for (const [index, block] of blocks.entries()) {
      const old = this.shown[from + index];
      if (old?.block.html === block.html || (old && append(old, block))) continue;
      const node = nodeFor(block);
      if (old) old.node.replaceWith(node);
      else this.place.append(node);
      this.shown[from + index] = { block, node };
    }
    for (const { node } of this.shown.splice(from + blocks.length)) node.remove();
    for (const node of stale) node.remove();
  }
}

/** Where each line begins; line ends are those that the Markdown parser knows. */
function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n?|\n/g)].map((end) => end.index + end[0].length)];
}

/** Lets an open fence grow by what is new, without building it again. */
function append(old: Shown, block: Block): boolean {
  const [before, now] = [old.block.code, block.code];
  if (!before || !now || before.language !== now.language) return false;
  const text = old.node.querySelector("code")?.firstChild;
  if (!(text instanceof Text) || text.data !== before.text) return false;
  // "``" at the end is code until the third "`" closes the fence: then the text gets shorter.
  if (now.text.startsWith(before.text)) text.appendData(now.text.slice(before.text.length));
  else text.data = now.text;
  old.block = block;
  return true;
}

function nodeFor(block: Block): Element {
  const fragment = clean(block.html);
  dress(fragment);
  return fragment.firstElementChild ?? document.createElement("p");
}
