// @vitest-environment happy-dom
/** Every issue of the catalogue's golden cases leads to a field of its own, or to the list that holds it. */
import { flushSync, mount, unmount } from 'svelte';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';

import { tabsOf } from '../inspector/tabs.ts';
import type { Document, Guide, Medium, Station, Tour } from '../model/documents.ts';
import { destination } from '../model/navigation.ts';
import { editor } from '../model/store.svelte.ts';
import type { Workspace } from '../model/workspace.ts';
import { aStation, aTour } from '../testing/builders.ts';
import { nearest } from './focus.ts';
import { reveal } from './reveal.svelte.ts';
import { tabOf } from './tab.ts';

// The forms are drawn; nothing of them is saved.
vi.mock('../model/session.svelte.ts', () => ({ session: {} }));

// Some fields load what they need when they are drawn, and must find their page until they have it.
afterAll(() => vi.dynamicImportSettled());

interface Case {
  readonly documents?: readonly Document[];
}

interface Expected {
  readonly issues: readonly { readonly code: string; readonly document?: string; readonly pointer: string }[];
}

/** What is put right in the outline or on the map: the tour itself is selected. */
const NO_FIELD = new Set(['/modules', '/route/legs']);

/** What is missing has a field of its own. */
const EXACT = new Set([
  'complete.cover',
  'complete.duration',
  'complete.module_title',
  'complete.summary',
  'complete.title',
  'identity.slug_missing',
  'modules.bridge_missing',
  'quiz.no_explanation',
  'quiz.no_question',
  'rights.credit_missing',
  'rights.licence_missing',
]);

const CASES = '../../../../tests/tour_schema/cases/';
const given = import.meta.glob<Case>('../../../../tests/tour_schema/cases/*/case.json', { eager: true, import: 'default' });
const expected = import.meta.glob<Expected>('../../../../tests/tour_schema/cases/*/expected.json', {
  eager: true,
  import: 'default',
});

function shelf<Kind extends Document>(documents: readonly Document[], kind: Kind['kind']): Readonly<Record<string, Kind>> {
  return Object.fromEntries(documents.filter((each) => each.kind === kind).map((each) => [each.id, each as Kind]));
}

/** What the editor holds while it shows the documents; a medium that was judged alone is shown by a station. */
function workspaceOf(documents: readonly Document[]): Workspace {
  const media = shelf<Medium>(documents, 'medium');
  const host = aStation(1, { story: Object.keys(media).map((id) => ({ id, kind: 'image', medium: id })) });
  const stations = { ...shelf<Station>(documents, 'station'), ...(documents[0]?.kind === 'medium' && { [host.id]: host }) };
  const stops = Object.keys(stations).map((station, index) => ({ id: `h${index}`, station }));
  const tour = documents.find((each): each is Tour => each.kind === 'tour') ?? aTour({ modules: [{ id: 'm1', stops }] });
  return { tour, stations, guides: shelf<Guide>(documents, 'guide'), media };
}

/** The pointer of the field that "go there" finds, or null where there is none. */
function arrival(workspace: Workspace, document: string, pointer: string): string | null {
  editor.open({
    workspace,
    report: { issues: [] },
    access: {},
    organisation: { id: 'o', name: 'Erfurt', time_zone: 'Europe/Berlin' },
    person: { id: 'p', name: 'Ute' },
    map: {},
  });
  const { selection, focus } = destination(workspace, document, pointer);
  const Form = tabOf(tabsOf(workspace, selection), (focus.through ?? focus).pointer)?.form;
  if (Form === undefined) return null;
  const form = mount(Form, { target: globalThis.document.body, props: { selection } });
  reveal.request = focus;
  for (let turn = 0; turn < 4; turn += 1) flushSync();
  const field = nearest(globalThis.document.body, focus) ?? (focus.through && nearest(globalThis.document.body, focus.through));
  const found = field?.dataset['pointer'] ?? null;
  reveal.request = null;
  void unmount(form);
  return found;
}

afterEach(() => vi.unstubAllGlobals());

describe('going to what an issue names', () => {
  for (const [path, { issues }] of Object.entries(expected)) {
    const name = path.slice(CASES.length).split('/')[0] ?? '';
    const documents = given[`${CASES}${name}/case.json`]?.documents;
    if (documents === undefined) continue;
    it(`finds a field for ${name}`, () => {
      vi.stubGlobal('fetch', () => Promise.reject(new Error('no network')));
      for (const { document, pointer } of issues) {
        const found = arrival(workspaceOf(documents), document ?? '', pointer);
        if (EXACT.has(name)) expect(found).toBe(pointer);
        else if (!NO_FIELD.has(pointer)) expect(found, pointer).not.toBeNull();
      }
    });
  }
});
