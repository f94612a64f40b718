import { describe, expect, it } from 'vitest';

import type { Medium } from '../model/documents.ts';
import { aStation, aWorkspace } from '../testing/builders.ts';
import { chapters, completeness } from './texts.ts';

describe('texts to translate', () => {
  it('leave out the name of a medium, which only editors read', () => {
    const medium = {
      format: 'wayfable/1.0',
      kind: 'medium',
      id: 'medium-1',
      type: 'audio',
      title: { de: 'Glocke, Aufnahme 3' },
      transcript: { de: 'Es läutet.' },
      original: { sha256: '0'.repeat(64), bytes: 1, media_type: 'audio/ogg' },
    } as Medium;
    const bare = aWorkspace();
    const workspace = { ...bare, media: { [medium.id]: medium } };
    const texts = chapters(workspace).find(({ document }) => document.id === medium.id)?.texts;
    expect(texts?.map(({ pointer }) => pointer)).toEqual(['/transcript']);
    expect(completeness({ ...workspace, media: { [medium.id]: { ...medium, title: {} } } }, 'en')).toBe(
      completeness(workspace, 'en'),
    );
  });

  it('tell CommonMark from plain text', () => {
    const station = aStation(1, {
      story: [
        { id: 'b1', kind: 'text', text: { de: 'Wer **handeln** wollte' } },
        { id: 'b2', kind: 'quote', text: { de: '2 * 3 * 4' } },
      ],
    });
    const workspace = { ...aWorkspace(), stations: { [station.id]: station } };
    const texts = chapters(workspace).find(({ document }) => document.id === station.id)?.texts;
    expect(texts?.map(({ pointer, rich }) => [pointer, rich])).toEqual([
      ['/title', false],
      ['/story/0/text', true],
      ['/story/1/text', false],
    ]);
  });
});
