import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { KEPT_MS, Takes, type Take } from './takes.ts';

const DAY = 24 * 3600 * 1000;
let takes: Takes;

function aTake(change: Partial<Take> = {}): Take {
  return { id: 'one', place: 'ute line de', type: 'audio/webm', begun: 1000 * DAY, seconds: 1, ...change };
}

async function words(take: Take): Promise<string> {
  return new TextDecoder().decode(await (await takes.sound(take)).arrayBuffer());
}

beforeEach(() => {
  takes = new Takes(crypto.randomUUID());
});

describe('a take', () => {
  it('is there as far as it was spoken, though nobody ended it', async () => {
    await takes.add(aTake({ seconds: 1 }), 0, new Blob(['Wer ']));
    await takes.add(aTake({ seconds: 2 }), 1, new Blob(['handeln ']));
    const [found, ...others] = await takes.of('ute line de', 1000 * DAY);
    expect(others).toEqual([]);
    expect(found?.seconds).toBe(2);
    expect(await words(found ?? aTake())).toBe('Wer handeln ');
  });

  it('is put together in the order in which it was spoken, whichever piece was written first', async () => {
    for (const number of [2, 10, 0, 1]) await takes.add(aTake(), number, new Blob([`${number} `]));
    expect(await words(aTake())).toBe('0 1 2 10 ');
  });

  it('belongs to its line and to nobody else', async () => {
    await takes.add(aTake(), 0, new Blob(['a']));
    await takes.add(aTake({ id: 'two', place: 'ute line en' }), 0, new Blob(['b']));
    expect((await takes.of('ute line de', 1000 * DAY)).map(({ id }) => id)).toEqual(['one']);
    expect(await words(aTake({ id: 'two' }))).toBe('b');
  });

  it('goes with all its pieces, and only when asked to or after a month', async () => {
    await takes.add(aTake(), 0, new Blob(['a']));
    await takes.add(aTake({ id: 'new', begun: 1020 * DAY }), 0, new Blob(['b']));
    expect((await takes.of('ute line de', 1000 * DAY + KEPT_MS)).map(({ id }) => id)).toEqual(['one', 'new']);
    expect((await takes.of('ute line de', 1000 * DAY + KEPT_MS + 1)).map(({ id }) => id)).toEqual(['new']);
    expect(await words(aTake())).toBe('');
    await takes.remove('new');
    expect(await takes.of('ute line de', 1000 * DAY)).toEqual([]);
    expect(await words(aTake({ id: 'new' }))).toBe('');
  });
});

describe('where the browser stores nothing', () => {
  it('nothing is found, and nothing fails', async () => {
    vi.stubGlobal('indexedDB', { open: () => { throw new Error('not allowed'); } });
    const nowhere = new Takes();
    vi.unstubAllGlobals();
    await nowhere.add(aTake(), 0, new Blob(['a']));
    expect(await nowhere.of('ute line de', 0)).toEqual([]);
    await nowhere.remove('one');
  });
});
