import { describe, expect, it } from 'vitest';

import type { Block } from '../model/documents.ts';
import { aStation, aWorkspace, stationId } from '../testing/builders.ts';
import { setText } from './setText.ts';

function line(block: Partial<Block>, ...texts: readonly (readonly [string, string])[]): Block | undefined {
  const station = aStation(1, { story: [{ id: 'b1', kind: 'guide_line', ...block }] });
  const start = { ...aWorkspace(), stations: { [station.id]: station } };
  const end = texts.reduce((held, [language, text]) => setText(station.id, '/story/0/text', language, text).apply(held), start);
  return end.stations[stationId(1)]?.story?.[0];
}

describe("a translation of a guide's line", () => {
  it('remembers the original that it is one of', () => {
    expect(line({ text: { de: 'Hallo.' } }, ['en', 'Hello.'])?.['translations']).toEqual({ en: { of: 'Hallo.' } });
  });

  it('of what is narrated remembers it, too', () => {
    const narrated = line({ kind: 'audio', text: { de: 'Hallo.' } }, ['en', 'Hello.'], ['de', 'Guten Tag.']);
    expect(narrated?.['translations']).toEqual({ en: { of: 'Hallo.' } });
  });

  it('that was there before is one of the original before', () => {
    const changed = line({ text: { de: 'Hallo.', en: 'Hello.' } }, ['de', 'Hallo d'], ['de', 'Hallo du.']);
    expect(changed?.['translations']).toEqual({ en: { of: 'Hallo.' } });
  });

  it('is one of the original that stands there once it is brought up to date', () => {
    const texts = [['de', 'Hallo du.'], ['en', 'Hello you.']] as const;
    expect(line({ text: { de: 'Hallo.', en: 'Hello.' } }, ...texts)?.['translations']).toEqual({ en: { of: 'Hallo du.' } });
  });

  it('takes what it remembers along when it goes', () => {
    const gone = line({ text: { de: 'Hallo.' } }, ['en', 'Hello.'], ['en', '']);
    expect(gone).toEqual({ id: 'b1', kind: 'guide_line', text: { de: 'Hallo.' } });
    const one = line({ text: { de: 'Hallo.' } }, ['en', 'Hello.'], ['fr', 'Salut.'], ['en', '']);
    expect(one?.['translations']).toEqual({ fr: { of: 'Hallo.' } });
  });

  it('remembers nothing where there is no original, and nothing of other texts', () => {
    expect(line({}, ['en', 'Hello.'])?.['translations']).toBeUndefined();
    expect(line({ kind: 'text', text: { de: 'Hallo.' } }, ['en', 'Hello.'])?.['translations']).toBeUndefined();
  });
});
