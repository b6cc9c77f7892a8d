/** How far, in pixels, the end may be below the fold for the reader still to be "at the end". */
const near = 96;

/** Keeps the end of what is being written in sight, but only while the reader is there. */
export class Follower {
  private following = true;

  /**
   * @param end the viewport position of the end of the text that is being read
   * @param fold the viewport position below which nothing can be seen
   */
  constructor(
    private readonly end: () => number,
    private readonly fold: () => number,
  ) {}

  /** Whether the reader is at the end; asked before the page grows. */
  atEnd(): boolean {
    return this.end() - this.fold() <= near;
  }

  /** Runs a change of the page, and goes along with it if the reader was at the end before. */
  around(change: () => void): void {
    this.following = this.atEnd();
    change();
    if (this.following) this.toEnd("instant");
  }

  /** Brings the end of the text just above the fold. */
  toEnd(behavior: ScrollBehavior): void {
    const below = this.end() - this.fold() + 16;
    if (below > 0) window.scrollBy({ top: below, behavior });
  }
}
