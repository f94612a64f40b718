/** A riddle that was answered, told to whoever wants to know: it bubbles. */

interface Solved {
  /** The block's id. */
  readonly block: string;
  readonly right: boolean;
}

export const answered = (detail: Solved) => new CustomEvent('answered', { bubbles: true, detail });

export const solvedIn = (event: Event): Solved | undefined => (event instanceof CustomEvent ? (event.detail as Solved) : undefined);
