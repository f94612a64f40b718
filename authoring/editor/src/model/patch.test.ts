import { describe, expect, it } from 'vitest';

import { applyFix, fixable } from '../edits/applyFix.ts';
import { aStation, aWorkspace, stationId } from '../testing/builders.ts';
import type { Issue } from './checks.ts';
import { patched } from './patch.ts';

const station = aStation(1, { themes: ['a', 'b'], duration_s: 60 });

describe('a guarded patch', () => {
  it('changes nothing at all where its test fails', () => {
    const patch = [
      { op: 'replace', path: '/duration_s', value: 90 },
      { op: 'test', path: '/original', value: 'en' },
    ] as const;
    expect(patched(station, patch)).toBeNull();
  });

  it('makes room in arrays, appends, replaces, moves, copies and removes', () => {
    const patch = [
      { op: 'test', path: '/themes', value: ['a', 'b'] },
      { op: 'add', path: '/themes/1', value: 'c' },
      { op: 'add', path: '/themes/-', value: 'd' },
      { op: 'remove', path: '/duration_s' },
      { op: 'copy', from: '/themes', path: '/audiences' },
      { op: 'move', from: '/credit', path: '/licence' },
      { op: 'replace', path: '/title/de', value: 'Neu' },
    ] as const;
    const mended = patched({ ...station, credit: 'x' }, patch);
    expect(mended).toMatchObject({ themes: ['a', 'c', 'b', 'd'], audiences: ['a', 'c', 'b', 'd'], licence: 'x' });
    expect(mended).not.toHaveProperty('duration_s');
    expect(mended).not.toHaveProperty('credit');
    expect(mended?.title).toEqual({ de: 'Neu' });
  });

  it('answers nothing where a place is gone', () => {
    expect(patched(station, [{ op: 'replace', path: '/credit', value: 'x' }])).toBeNull();
    expect(patched(station, [{ op: 'remove', path: '/credit' }])).toBeNull();
    expect(patched(station, [{ op: 'add', path: '/themes/7', value: 'x' }])).toBeNull();
    expect(patched(station, [{ op: 'move', from: '/credit', path: '/licence' }])).toBeNull();
  });
});

describe('a fix', () => {
  const issue: Issue = {
    code: 'PLACE_SWAPPED',
    severity: 'error',
    document: stationId(1),
    document_kind: 'station',
    pointer: '/place/position',
    title: 'Länge und Breite sind vertauscht',
    help: '',
    fix: {
      label_code: 'swap',
      patch: [
        { op: 'test', path: '/place/position', value: [11.001, 50.9] },
        { op: 'replace', path: '/place/position', value: [50.9, 11.001] },
      ],
    },
  };

  it('is applied once, and refuses when the document has changed', () => {
    const mended = applyFix(issue).apply(aWorkspace());
    expect(mended.stations[stationId(1)]?.place?.position).toEqual([50.9, 11.001]);
    expect(fixable(aWorkspace(), issue)).toBe(true);
    expect(fixable(mended, issue)).toBe(false);
    expect(applyFix(issue).apply(mended)).toBe(mended);
  });
});
