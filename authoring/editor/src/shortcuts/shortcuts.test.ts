// @vitest-environment happy-dom
/** Where the focus is when what had it is gone with an undone step. */
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { editor } from '../model/store.svelte.ts';
import Notices from '../notices/Notices.svelte';
import Outline from '../outline/Outline.svelte';
import { selectStop, takeOutStop } from '../outline/deeds.ts';
import { aWorkspace } from '../testing/builders.ts';
import { undo } from './shortcuts.ts';

vi.mock('../model/session.svelte.ts', () => ({ session: {} }));

const drawn = () => new Promise((done) => requestAnimationFrame(done));
const shown: Record<string, unknown>[] = [];

beforeEach(() => {
  editor.open({
    workspace: aWorkspace(),
    report: { issues: [] },
    access: {},
    organisation: { id: 'o', name: 'Erfurt', time_zone: 'Europe/Berlin' },
    person: { id: 'p', name: 'Ute' },
    map: {},
  });
  shown.push(mount(Outline, { target: document.body }), mount(Notices, { target: document.body }));
  selectStop('stop-2');
  takeOutStop('stop-2');
  flushSync();
});

afterEach(() => {
  for (const each of shown.splice(0)) void unmount(each);
});

it('is on the station that came back, when the notice of its removal went away with its button', async () => {
  await drawn();
  const back = document.querySelector<HTMLElement>('.notices .action');
  back?.focus();
  back?.click();
  flushSync();
  await drawn();
  expect((document.activeElement as HTMLElement).dataset['row']).toBe('stop:stop-2');
});

it('stays where it is, when that is still there', async () => {
  await drawn();
  const tour = document.querySelector<HTMLElement>('[data-row="tour"]');
  tour?.focus();
  undo();
  flushSync();
  await drawn();
  expect(document.activeElement).toBe(tour);
});
