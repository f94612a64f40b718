/** What a text says to somebody who wishes for a language. Pure. */

export type Text = Readonly<Record<string, string>>;

export interface Said {
  readonly text: string;
  /** BCP 47, for the element that shows it. */
  readonly lang: string;
}

/** By the exact tag, else a shorter one, else the original; undefined where nothing is said. */
export function said(text: Text | undefined, wish: string, original: string): Said | undefined {
  for (const lang of [...shorter(wish), ...shorter(original)]) {
    const found = text?.[lang];
    if (found) return { text: found, lang };
  }
  return undefined;
}

/** The same for anything that is kept by language: a recording, captions. */
export function inLanguage<Thing>(things: Readonly<Record<string, Thing>> | undefined, wish: string, original: string): Thing | undefined {
  return [...shorter(wish), ...shorter(original)].map((lang) => things?.[lang]).find((thing) => thing !== undefined);
}

/** Of the languages of a tour the one that somebody reads first, else its original. */
export function bestOf(languages: readonly string[], wishes: readonly string[]): string {
  for (const wish of wishes) {
    const found = languages.find((each) => each === wish) ?? languages.find((each) => each === shorter(wish).at(-1));
    if (found !== undefined) return found;
  }
  return languages[0] ?? '';
}

/** `de-x-leicht`, `de`. */
function shorter(tag: string): readonly string[] {
  const parts = tag.split('-');
  const tags = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  // A single letter begins something that says nothing alone.
  return tags.filter((each) => !/-.$/u.test(each));
}
