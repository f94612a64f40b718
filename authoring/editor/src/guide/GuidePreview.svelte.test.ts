// @vitest-environment happy-dom
/** A guide's figure makes the movements of the line that she says. */
import { flushSync, mount, unmount } from 'svelte';
import { expect, it, vi } from 'vitest';

import type { Guide, Medium } from '../model/documents.ts';
import GuidePreview from './GuidePreview.svelte';

const moves: string[] = [];

// What draws needs WebGL; here it only says what it was told.
vi.mock('$viewer/ar/guideView.ts', () => ({
  GuideView: class {
    move(gesture: string): void {
      moves.push(gesture);
    }
    dispose(): void {}
  },
}));

it('moves the figure as soon as it is there, and with the line', async () => {
  vi.spyOn(window, 'matchMedia').mockImplementation(() => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList);
  const preview = mount(GuidePreview, {
    target: document.body,
    props: {
      guide: { figure: 'f' } as Guide,
      media: { f: { id: 'f', type: 'model' } as Medium },
      language: 'de',
      text: 'Willkommen auf der Krämerbrücke.',
      gesture: 'wave',
      cues: [],
      words: { play: 'Abspielen', pause: 'Anhalten', silent: 'Noch nicht gesprochen' },
    },
  });
  await vi.waitFor(() => expect(moves).toEqual(['idle']));
  document.querySelector<HTMLElement>('.play')?.click();
  flushSync();
  expect(moves).toEqual(['idle', 'wave']);
  await unmount(preview);
});
