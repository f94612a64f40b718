import { describe, expect, it } from 'vitest';

import { aStop, aTour } from '../testing/builders.ts';
import { merge, same, takeTheirs } from './merge.ts';

const ids = (items: readonly { id: string }[] | undefined) => items?.map(({ id }) => id);

describe('a merge', () => {
  it('keeps what both sides changed in different fields', () => {
    const base = aTour();
    const theirs = { ...base, title: { de: 'Zeitreise', en: 'Time travel' } };
    const mine = { ...base, title: { de: 'Reise', en: 'Journey' } };
    const { value, conflicts } = merge(base, theirs, mine);
    expect(value.title).toEqual({ de: 'Reise', en: 'Time travel' });
    expect(conflicts).toEqual([]);
  });

  it('shows what both sides changed in one field, and holds mine until somebody chose', () => {
    const base = aTour();
    const theirs = { ...base, title: { de: 'Ihre' } };
    const mine = { ...base, title: { de: 'Meine' } };
    const merged = merge(base, theirs, mine);
    expect(merged.value.title).toEqual({ de: 'Meine' });
    expect(merged.conflicts).toEqual([{ pointer: '/title/de', base: 'Zeitreise', theirs: 'Ihre', yours: 'Meine' }]);
    expect(takeTheirs(merged, new Set(['/title/de'])).title).toEqual({ de: 'Ihre' });
  });

  it('is mine itself where they changed nothing', () => {
    const base = aTour();
    const mine = { ...base, mode: 'bike' as const };
    expect(merge(base, { ...base }, mine).value).toBe(mine);
  });

  it('merges items by id: their new order, my new text, both additions', () => {
    const base = [aStop(1), aStop(2), aStop(3)];
    const theirs = [aStop(3), aStop(1), aStop(2), aStop(8)];
    const mine = [aStop(1, { intro: { de: 'Hier' } }), aStop(9), aStop(2), aStop(3)];
    const { value, conflicts } = merge(base, theirs, mine);
    expect(ids(value)).toEqual(['stop-3', 'stop-1', 'stop-9', 'stop-2', 'stop-8']);
    expect(value[1]?.intro).toEqual({ de: 'Hier' });
    expect(conflicts).toEqual([]);
  });

  it('lets an item go that one side removed and the other left alone', () => {
    const base = [aStop(1), aStop(2), aStop(3)];
    expect(ids(merge(base, [aStop(1), aStop(3)], [aStop(2), aStop(3)]).value)).toEqual(['stop-3']);
  });

  it('asks where they removed an item that I changed; taking theirs removes it', () => {
    const base = [aStop(1), aStop(2), aStop(3)];
    const mine = [aStop(1), aStop(2, { optional: true }), aStop(3)];
    const merged = merge(base, [aStop(1), aStop(3)], mine);
    expect(merged.conflicts.map(({ pointer }) => pointer)).toEqual(['/1']);
    expect(ids(merged.value)).toEqual(['stop-1', 'stop-2', 'stop-3']);
    expect(ids(takeTheirs(merged, new Set(['/1'])))).toEqual(['stop-1', 'stop-3']);
  });

  it('merges legs by the stops that they join', () => {
    const base = [{ from: 'a', to: 'b', steps: 0 }];
    const theirs = [{ from: 'a', to: 'b', steps: 3 }];
    const mine = [{ from: 'a', to: 'b', steps: 0 }, { from: 'b', to: 'c', steps: 1 }];
    expect(merge(base, theirs, mine).value).toEqual([theirs[0], mine[1]]);
  });

  it('takes a list without identities as one value', () => {
    const merged = merge({ themes: ['a'] }, { themes: ['a', 'b'] }, { themes: ['a', 'c'] });
    expect(merged.conflicts).toHaveLength(1);
    expect(merged.value).toEqual({ themes: ['a', 'c'] });
  });

  it('does not take a default that the server wrote out for a change', () => {
    expect(same({ title: { de: 'x' }, summary: {}, story: [] }, { title: { de: 'x' } })).toBe(true);
    const mine = { title: { de: 'y' } };
    expect(merge<object>({ title: { de: 'x' } }, { title: { de: 'x' }, summary: {} }, mine).value).toBe(mine);
  });
});
