import { describe, expect, it } from 'vitest';

import { captionAt, gestureAt, spokenFor, type Line } from '$viewer/ar/performing.ts';

const cues = [
  { start_s: 1, end_s: 3, text: 'Kommt nur näher!' },
  { start_s: 3.3, end_s: 4, text: 'Hier roch es' },
  { start_s: 6, end_s: 8, text: 'nach Karpfen.' },
];
const line: Line = { gesture: 'wave', text: 'Alles', cues, duration: 9 };
const along = (times: readonly number[], of: Line = line) => times.map((time) => gestureAt(of, time));

describe('a guide who says a line', () => {
  it('stands before it and after it', () => expect(along([-1, 9, 12])).toEqual(['idle', 'idle', 'idle']));

  it('makes its gesture first, whoever speaks meanwhile', () => expect(along([0, 1.9])).toEqual(['wave', 'wave']));

  it('then talks while it speaks, over a breath, and stands in a pause', () =>
    expect(along([2.5, 3.1, 3.9, 5, 7, 8.5])).toEqual(['talk', 'talk', 'talk', 'idle', 'talk', 'idle']));

  it('that only talks, or only stands, does so from the beginning', () => {
    expect(along([0, 1.5], { ...line, gesture: 'talk' })).toEqual(['idle', 'talk']);
    expect(along([0, 1.5], { ...line, gesture: 'idle' })).toEqual(['idle', 'idle']);
  });

  it('talks all along where nobody knows of the pauses', () =>
    expect(along([0, 5, 8.9], { ...line, gesture: 'talk', cues: [] })).toEqual(['talk', 'talk', 'talk']));
});

describe('what is shown of a line', () => {
  it('is its caption, and nothing in a pause', () =>
    expect([0.5, 1, 3.1, 7].map((time) => captionAt(line, time))).toEqual(['', 'Kommt nur näher!', '', 'nach Karpfen.']));

  it('is all of it where it has no captions', () => expect(captionAt({ ...line, cues: [] }, 5)).toBe('Alles'));

  it('stays for as long as reading it aloud takes', () => {
    expect(spokenFor('x'.repeat(150))).toBe(10);
    expect(spokenFor('x')).toBe(1.5);
  });
});
