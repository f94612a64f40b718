/** On a guide's own page a line is played where it stands: one at a time. */
import { mount, unmount } from 'svelte';

import type { Gesture } from '$viewer/ar/performing.ts';
import type { Cue } from '../fields/captions/cues.ts';
import GuidePreview from '../guide/GuidePreview.svelte';
import type { Guide, Id, Medium } from '../model/documents.ts';

interface Shown {
  readonly guide: Guide;
  readonly media: Readonly<Record<Id, Medium>>;
}

interface Line {
  readonly language: string;
  readonly text: string;
  readonly gesture: Gesture;
  readonly sound: Medium | null;
  readonly cues: readonly Cue[];
}

export function letGuideSpeak(told: HTMLElement): void {
  const { guide = '{}', play = '', pause = '', silent = '' } = told.dataset;
  const shown = JSON.parse(guide) as Shown;
  let close = (): void => undefined;
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-preview]')) {
    button.hidden = false;
    button.setAttribute('aria-expanded', 'false');
    button.addEventListener('click', () => {
      const open = button.getAttribute('aria-expanded') === 'true';
      close();
      if (open) return;
      const line = JSON.parse(button.dataset['preview'] ?? '{}') as Line;
      const place = document.createElement('div');
      button.after(place);
      const words = { play, pause, silent };
      const preview = mount(GuidePreview, { target: place, props: { ...shown, ...line, sound: line.sound ?? undefined, words } });
      button.setAttribute('aria-expanded', 'true');
      close = () => {
        button.setAttribute('aria-expanded', 'false');
        void unmount(preview);
        place.remove();
        close = () => undefined;
      };
    });
  }
}
