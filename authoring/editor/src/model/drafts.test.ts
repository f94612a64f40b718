// @vitest-environment happy-dom
import 'fake-indexeddb/auto';

import { beforeEach, describe, expect, it } from 'vitest';

import { aTour, TOUR } from '../testing/builders.ts';
import { BrowserDrafts, type Draft } from './drafts.ts';

const living = new Set<string>();
const drafts = (tab: string) => {
  living.add(tab);
  return new BrowserDrafts(tab, async () => Promise.resolve(living));
};
const typed = (title: string, person = 'ute'): Draft => ({
  tour: TOUR,
  person,
  document: TOUR,
  body: aTour({ title: { de: title } }),
  base: null,
});
const titles = (left: readonly Draft[]) => left.map(({ body }) => ('title' in body ? body.title?.['de'] : ''));

beforeEach(() => living.clear());

describe('what is typed and not yet saved', () => {
  it('is found by the next tab when its own is gone', async () => {
    const first = drafts('first');
    first.keep(typed('Z'));
    first.keep(typed('Zeitreise'));
    await first.settled();
    living.delete('first');
    const second = drafts('second');
    expect(titles(await second.adopt(TOUR, 'ute'))).toEqual(['Zeitreise']);
    second.forget(TOUR);
    await second.settled();
    living.delete('second');
    expect(await drafts('third').adopt(TOUR, 'ute')).toEqual([]);
  });

  it('is left to a tab that still lives, and to its own person', async () => {
    const first = drafts('a');
    first.keep(typed('offen'));
    await first.settled();
    expect(await drafts('b').adopt(TOUR, 'ute')).toEqual([]);
    living.delete('a');
    expect(await drafts('c').adopt(TOUR, 'jan')).toEqual([]);
    expect(titles(await drafts('d').adopt(TOUR, 'ute'))).toEqual(['offen']);
  });
});
