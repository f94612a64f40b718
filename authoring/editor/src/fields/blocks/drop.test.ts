import { describe, expect, it } from 'vitest';

import type { Station } from '../../model/documents.ts';
import { dropIndex } from './drop.ts';
import { BLOCK_KINDS, blockWords, newBlock } from './kinds.ts';

const rows = [0, 40, 80].map((top) => ({ top, bottom: top + 40 }));

describe('a dragged block', () => {
  it('comes to lie where the pointer is, counted without itself', () => {
    expect(dropIndex(rows, 10, 2)).toBe(0);
    expect(dropIndex(rows, 110, 0)).toBe(2);
    expect(dropIndex(rows, 65, 0)).toBe(1);
    expect(dropIndex(rows, 50, 1)).toBe(1);
  });
});

describe('a new block', () => {
  const station: Station = {
    format: 'wayfable/1.0',
    kind: 'station',
    id: 's',
    original: 'de',
    story: [{ id: 'block-1', kind: 'text' }],
  };

  it.each(BLOCK_KINDS)('of the kind %s has an id of its own', (kind) => {
    expect(newBlock(station, kind)).toMatchObject({ id: 'block-2', kind });
  });

  it('is known by its first words, without the signs of CommonMark', () => {
    expect(blockWords({ id: 'b', kind: 'text', text: { de: '## Das **Haus**' } }, 'en')).toBe('Das Haus');
    expect(blockWords({ id: 'b', kind: 'image' }, 'de')).toBe('');
  });
});
