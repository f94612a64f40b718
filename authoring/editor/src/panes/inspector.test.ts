// @vitest-environment happy-dom
/** The form of a station stays while another one is selected: what was half done at the first is not seen at the second. */
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { editor } from '../model/store.svelte.ts';
import { view } from '../model/view.svelte.ts';
import { aStation, aWorkspace, stationId } from '../testing/builders.ts';
import InspectorPane from './InspectorPane.svelte';

// The form is drawn; nothing of it is saved.
vi.mock('../model/session.svelte.ts', () => ({ session: { know: () => undefined } }));

const story = [{ id: 'text-1', kind: 'text', text: { de: 'Wer handeln wollte …' } }];
let pane: Record<string, unknown>;

function select(number: number): void {
  editor.select({ kind: 'stop', module: 'module-1', stop: `stop-${number}`, station: stationId(number) });
  flushSync();
}

function find<Element extends HTMLElement>(number: number, pointer: string, selector: string): Element {
  const path = `[data-document="${stationId(number)}"][data-pointer="${pointer}"] ${selector}`;
  const found = document.querySelector<Element>(path);
  if (found === null) throw new Error(`nothing at ${path}`);
  return found;
}

function type(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.reject(new Error('no network')));
  const workspace = aWorkspace();
  const stations = { ...workspace.stations, ...Object.fromEntries([1, 2].map((each) => [stationId(each), aStation(each, { story })])) };
  editor.open({
    workspace: { ...workspace, stations },
    report: { issues: [] },
    access: {},
    organisation: { id: 'o', name: 'Erfurt', time_zone: 'Europe/Berlin' },
    person: { id: 'p', name: 'Ute' },
    map: {},
  });
  view.tab = 'content';
  pane = mount(InspectorPane, { target: document.body });
  select(1);
});

afterEach(() => {
  void unmount(pane);
  vi.unstubAllGlobals();
});

describe('another station in the form', () => {
  it('is shown in the same fields, with what stands in it', () => {
    const title = find<HTMLInputElement>(1, '/title', 'input');
    select(2);
    expect(title.isConnected).toBe(true);
    expect(title.value).toBe('Station 2');
    type(title, 'Alte Synagoge');
    expect(editor.workspace.stations[stationId(2)]?.title).toEqual({ de: 'Alte Synagoge' });
    expect(editor.workspace.stations[stationId(1)]?.title).toEqual({ de: 'Station 1' });
  });

  it('has no keyword that was begun elsewhere', () => {
    type(find(1, '/themes', 'input'), 'Mittel');
    select(2);
    expect(find<HTMLInputElement>(2, '/themes', 'input').value).toBe('');
  });

  it('has no number that could not be read elsewhere', () => {
    type(find(1, '/duration_s', 'input'), 'lange');
    expect(document.querySelector('.field-fault')).not.toBeNull();
    select(2);
    expect(find<HTMLInputElement>(2, '/duration_s', 'input').value).toBe('');
    expect(document.querySelector('.field-fault')).toBeNull();
  });

  it('has its blocks folded, though they be called the same', () => {
    const head = () => document.querySelector<HTMLElement>('.story .head');
    head()?.click();
    flushSync();
    expect(head()?.getAttribute('aria-expanded')).toBe('true');
    select(2);
    expect(head()?.getAttribute('aria-expanded')).toBe('false');
  });

  it('is not given the picture that was about to be chosen for the first', () => {
    find(1, '/cover', '.choose').click();
    flushSync();
    expect(document.querySelector('dialog')).not.toBeNull();
    select(2);
    expect(document.querySelector('dialog')).toBeNull();
  });

  it('is not given the picture that was still on its way to the first', async () => {
    let arrive = (_: Response): void => undefined;
    const medium = '00000000-0000-7000-8000-0000000000aa';
    const body = { format: 'x', kind: 'medium', id: medium, type: 'image', original: { sha256: '', bytes: 1, media_type: 'image/png' } };
    const listed = { items: [{ id: medium, title: { de: 'Brücke' }, file_name: null, type: 'image', updated_at: '2026-01-01' }], next: null };
    vi.stubGlobal('fetch', (address: string) =>
      address.endsWith(medium) ? new Promise((resolve) => (arrive = resolve)) : Promise.resolve(Response.json(listed)),
    );
    find(1, '/cover', '.choose').click();
    flushSync();
    await vi.waitUntil(() => document.querySelector('dialog .item') !== null);
    document.querySelector<HTMLElement>('dialog .item')?.click();
    select(2);
    arrive(Response.json({ id: medium, kind: 'medium', organisation: 'o', revision: 1, editable: true, body }));
    await new Promise((done) => setTimeout(done, 20));
    expect(editor.workspace.stations[stationId(2)]?.cover).toBeUndefined();
    expect(editor.workspace.stations[stationId(1)]?.cover).toBeUndefined();
  });
});

describe('the tab that was opened', () => {
  it('is open again when the inspector comes back, as after the stage', () => {
    document.querySelector<HTMLElement>('#tab-rights')?.click();
    flushSync();
    void unmount(pane);
    pane = mount(InspectorPane, { target: document.body });
    flushSync();
    expect(document.querySelector('[role="tab"][aria-selected="true"]')?.id).toBe('tab-rights');
  });
});
