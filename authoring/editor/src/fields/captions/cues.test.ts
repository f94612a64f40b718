import { describe, expect, it } from 'vitest';

import { added, bounds, cueAt, joined, moved, split, stretched, without, written, type Cues } from './cues.ts';

const cues: Cues = [
  { id: 'c1', start_s: 1, end_s: 3, text: 'Willkommen auf der Brücke!' },
  { id: 'c2', start_s: 3.5, end_s: 6, text: 'Hier wohnen Leute.' },
  { id: 'c3', start_s: 8, end_s: 9, text: 'Kommt näher.' },
];
const times = (all: Cues) => all.map(({ start_s, end_s }) => [start_s, end_s]);

describe('a caption', () => {
  it('is moved as far as its neighbours and the recording let it', () => {
    expect(times(moved(cues, 'c2', 0.25, 10))[1]).toEqual([3.75, 6.25]);
    expect(times(moved(cues, 'c2', -9, 10))[1]).toEqual([3, 5.5]);
    expect(times(moved(cues, 'c2', 9, 10))[1]).toEqual([5.5, 8]);
    expect(times(moved(cues, 'c1', -9, 10))[0]).toEqual([0, 2]);
    expect(times(moved(cues, 'c3', 9, 10))[2]).toEqual([9, 10]);
  });

  it('is not squeezed by being moved where there is no room', () => {
    const tight: Cues = [cues[0]!, { ...cues[1]!, start_s: 3, end_s: 8 }, cues[2]!];
    expect(moved(tight, 'c2', 0.5, 10)).toBe(tight);
  });

  it('is stretched at either end, and never to nothing', () => {
    expect(times(stretched(cues, 'c2', 'start', 3.2, 10))[1]).toEqual([3.2, 6]);
    expect(times(stretched(cues, 'c2', 'start', 1, 10))[1]).toEqual([3, 6]);
    expect(times(stretched(cues, 'c2', 'start', 7, 10))[1]).toEqual([5.7, 6]);
    expect(times(stretched(cues, 'c2', 'end', 99, 10))[1]).toEqual([3.5, 8]);
    expect(times(stretched(cues, 'c3', 'end', 99, 10))[2]).toEqual([8, 10]);
    expect(times(stretched(cues, 'c2', 'end', 0, 10))[1]).toEqual([3.5, 3.8]);
  });

  it('says how far each of its ends can go', () => {
    expect(bounds(cues, 'c2', 'start', 10)).toEqual({ min: 3, max: 5.7 });
    expect(bounds(cues, 'c2', 'end', 10)).toEqual({ min: 3.8, max: 8 });
    expect(bounds(cues, 'c3', 'end', 10)).toEqual({ min: 8.3, max: 10 });
  });

  it('that stands behind the end of the recording is not cut by moving it', () => {
    expect(times(moved(cues, 'c3', -0.5, 8.5))[2]).toEqual([7.5, 8.5]);
  });

  it('is split at a blank, as far into its words as into its time', () => {
    const parts = split(cues, 'c1', 2);
    expect(parts.slice(0, 2)).toEqual([
      { id: 'c1', start_s: 1, end_s: 2, text: 'Willkommen auf' },
      { id: 'c-4', start_s: 2, end_s: 3, text: 'der Brücke!' },
    ]);
    expect(times(split(cues, 'c1', 99))[0]).toEqual([1, 2.7]);
    expect(split(written(cues, 'c1', 'Willkommen!'), 'c1', 2)).toHaveLength(3);
    expect(split(cues, 'gone', 2)).toBe(cues);
  });

  it('is joined with the one behind it', () => {
    const [first, ...others] = joined(cues, 'c1');
    expect(first).toEqual({ id: 'c1', start_s: 1, end_s: 6, text: 'Willkommen auf der Brücke!\nHier wohnen Leute.' });
    expect(others).toEqual([cues[2]]);
    expect(joined(cues, 'c3')).toBe(cues);
  });

  it('split and joined is what it was', () => {
    expect(joined(split(cues, 'c1', 2), 'c1')).toEqual(cues);
  });

  it('is put where none is, as long as there is room', () => {
    expect(added(cues, 4, 'Neu', 10)).toBeNull();
    expect(added(cues, 7.9, 'Neu', 10)).toBeNull();
    const put = added(cues, 6.5, 'Neu', 10);
    expect(put?.id).toBe('c-4');
    expect(put?.cues.map(({ id }) => id)).toEqual(['c1', 'c2', 'c-4', 'c3']);
    expect(times(put?.cues ?? [])[2]).toEqual([6.5, 8]);
  });

  it('is found by its time, and goes', () => {
    expect(cueAt(cues, 3)?.id).toBeUndefined();
    expect(cueAt(cues, 3.5)?.id).toBe('c2');
    expect(without(cues, 'c2').map(({ id }) => id)).toEqual(['c1', 'c3']);
  });

  it('that is the only one left does not go', () => {
    const last = without(without(cues, 'c2'), 'c1');
    expect(without(last, 'c3')).toBe(last);
  });
});
