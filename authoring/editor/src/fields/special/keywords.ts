/** Themes and audiences: stored as keywords, shown as words. Pure but for the words. */
import type { Workspace } from '../../model/workspace.ts';
import { t, type WordKey } from '../../words/words.ts';

export type Vocabulary = 'themes' | 'audiences';

/** What is offered before anybody has written a keyword of their own. */
const KNOWN: Readonly<Record<Vocabulary, Readonly<Record<string, WordKey>>>> = {
  themes: {
    'middle-ages': 'parts.theme.middle_ages',
    architecture: 'parts.theme.architecture',
    art: 'parts.theme.art',
    castles: 'parts.theme.castles',
    churches: 'parts.theme.churches',
    crafts: 'parts.theme.crafts',
    food: 'parts.theme.food',
    industry: 'parts.theme.industry',
    'jewish-life': 'parts.theme.jewish_life',
    legends: 'parts.theme.legends',
    literature: 'parts.theme.literature',
    music: 'parts.theme.music',
    nature: 'parts.theme.nature',
    reformation: 'parts.theme.reformation',
    science: 'parts.theme.science',
  },
  audiences: {
    all: 'parts.audience.all',
    adults: 'parts.audience.adults',
    families: 'parts.audience.families',
    children: 'parts.audience.children',
    teenagers: 'parts.audience.teenagers',
    schools: 'parts.audience.schools',
    seniors: 'parts.audience.seniors',
    groups: 'parts.audience.groups',
  },
};

/** The word for a keyword; a keyword nobody has translated is shown with blanks for its hyphens. */
export function keywordName(vocabulary: Vocabulary, keyword: string): string {
  const known = KNOWN[vocabulary][keyword];
  return known === undefined ? keyword.replaceAll('-', ' ') : t(known);
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
  return [...new Set([...used, ...Object.keys(KNOWN[vocabulary])])];
}
