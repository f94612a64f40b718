/** Themes and audiences: stored as keywords, shown as words. Pure but for the words. */
import type { Workspace } from '../../model/workspace.ts';
import { hasWords, t, wordsUnder } from '../../words/words.ts';

export type Vocabulary = 'themes' | 'audiences';

/** A keyword is known where it has words: `parts.theme.middle_ages` names `middle-ages` (authoring/keywords.py). */
const KEYS: Readonly<Record<Vocabulary, (name: string) => string>> = {
  themes: (name) => `parts.theme.${name}`,
  audiences: (name) => `parts.audience.${name}`,
};

function known(vocabulary: Vocabulary): readonly string[] {
  return wordsUnder(KEYS[vocabulary]('')).map((name) => name.replaceAll('_', '-'));
}

/** The word for a keyword; a keyword nobody has translated is shown with blanks for its hyphens. */
export function keywordName(vocabulary: Vocabulary, keyword: string): string {
  const key = KEYS[vocabulary](keyword.replaceAll('-', '_'));
  return hasWords(key) ? t(key) : keyword.replaceAll('-', ' ');
}

/** "Jüdisches Leben!" → "juedisches-leben": lower case, no accents, hyphens between words. */
export function keywordOf(text: string): string {
  const spelled = text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss');
  return spelled
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 64)
    .replace(/-$/u, '');
}

/** Keywords that the open documents use, and the known ones. */
export function suggestedKeywords(workspace: Workspace, vocabulary: Vocabulary): readonly string[] {
  const used = [workspace.tour, ...Object.values(workspace.stations)].flatMap(
    (each) => each[vocabulary] ?? [],
  );
  return [...new Set([...used, ...known(vocabulary)])];
}
