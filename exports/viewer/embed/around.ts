/** Whose page is around a frame. Pure. */

interface Traces {
  /** `location.ancestorOrigins`, the nearest first; not every browser has it. */
  readonly ancestors: readonly string[] | undefined;
  /** `document.referrer`: the page around, unless the frame was led on, or the page tells nobody its address. */
  readonly referrer: string;
  readonly own: string;
}

/** The origins of the pages around, the nearest first; empty where nobody says. */
export function originsAround({ ancestors, referrer, own }: Traces): readonly string[] {
  if (ancestors !== undefined) return ancestors;
  const said = URL.canParse(referrer) ? new URL(referrer).origin : own;
  // A frame that was led on by a page of its own says that page.
  return said === own ? [] : [said];
}

/** One that a message can be addressed to: a sandboxed page has none. */
export const isOrigin = (origin: string | undefined): origin is string => origin !== undefined && URL.canParse(origin) && new URL(origin).origin === origin;
