// @vitest-environment happy-dom
/** Which file a recording is heard from while better ones are being made of it. */
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';

import type { Medium } from '../../model/documents.ts';
import AudioPlayer from './AudioPlayer.svelte';

vi.mock('../../model/session.svelte.ts', () => ({ session: {} }));
vi.mock('../../model/api.ts', () => ({ call: () => Promise.reject(new Error('no wave')) }));

const shown: Record<string, unknown>[] = [];

afterEach(() => {
  for (const each of shown.splice(0)) void unmount(each);
});

function aRecording(id: string, ...uses: readonly string[]): Medium {
  const file = { sha256: '0'.repeat(64), bytes: 9, media_type: 'audio/mp4' };
  const variants = uses.map((use) => ({ ...file, use }));
  return { format: 'wayfable/1.0', kind: 'medium', id, type: 'audio', original: file, variants } as unknown as Medium;
}

function listen(medium: Medium) {
  const props = $state({ medium });
  shown.push(mount(AudioPlayer, { target: document.body, props }));
  flushSync();
  const audio = document.querySelector('audio') as HTMLAudioElement;
  /** What the browser says of the recording; happy-dom plays nothing. */
  const is = (state: { paused: boolean; currentTime: number; ended?: boolean }, event: string) => {
    for (const [name, value] of Object.entries({ ended: false, ...state })) {
      Object.defineProperty(audio, name, { value, configurable: true, writable: true });
    }
    for (const each of ['timeupdate', event]) audio.dispatchEvent(new Event(each));
    flushSync();
  };
  const make = (better: Medium) => {
    props.medium = better;
    flushSync();
  };
  return { is, make, file: () => audio.getAttribute('src') };
}

it('is heard to its end from the file in which it was begun', () => {
  const { is, make, file } = listen(aRecording('a'));
  const first = file();
  is({ paused: false, currentTime: 1 }, 'play');
  make(aRecording('a', 'low'));
  expect(file()).toBe(first);
  is({ paused: true, currentTime: 2 }, 'pause');
  expect(file()).toBe(first);
  is({ paused: true, currentTime: 4, ended: true }, 'ended');
  expect(file()).not.toBe(first);
});

it('takes a better file at once before it is heard', () => {
  const { make, file } = listen(aRecording('a'));
  const first = file();
  make(aRecording('a', 'low'));
  expect(file()).not.toBe(first);
});

it('never plays one recording in the place of another', () => {
  const { is, make, file } = listen(aRecording('a'));
  is({ paused: false, currentTime: 1 }, 'play');
  make(aRecording('b'));
  expect(file()).toContain('/b/');
});
