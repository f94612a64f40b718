/** What the browser keeps of an edit until the server has it, and no longer. */
import { expect, it } from 'vitest';

import { setText } from '../edits/setText.ts';
import { aWorkspace, TOUR } from '../testing/builders.ts';
import { MemoryDrafts, MemoryServer } from '../testing/server.ts';
import { Editor } from './store.svelte.ts';
import { Sync } from './sync.ts';
import { documentsOf } from './workspace.ts';

async function open() {
  const server = new MemoryServer(documentsOf(aWorkspace()));
  const drafts = new MemoryDrafts();
  const desk = new Editor();
  const told = { state: () => undefined, report: () => undefined, clashes: () => undefined };
  const sync = new Sync(desk, server, drafts, told, () => () => undefined);
  const entries = documentsOf(aWorkspace()).map(({ id }) => server.entry(id));
  const bodies = Object.fromEntries(entries.map(({ id, body }) => [id, body]));
  const { [TOUR]: tour, ...stations } = bodies;
  desk.open({
    workspace: { tour, stations, guides: {}, media: {} } as unknown as typeof desk.workspace,
    report: { issues: [] },
    access: {},
    organisation: { id: 'o', name: 'Erfurt', time_zone: 'Europe/Berlin' },
    person: { id: 'p', name: 'Ute' },
    map: {},
  });
  desk.onEdit((workspace) => sync.changed(workspace));
  await sync.begin(entries, 'o', 'p');
  return { desk, sync, drafts };
}

it('forgets a step back that was taken forth again before it was saved: a reload would take it back once more', async () => {
  const { desk, sync, drafts } = await open();
  desk.edit(setText(TOUR, '/title', 'de', 'Neu'));
  await sync.flush();
  expect([...drafts.kept.keys()]).toEqual([]);
  desk.undo();
  expect([...drafts.kept.keys()]).toEqual([TOUR]);
  desk.redo();
  expect([...drafts.kept.keys()]).toEqual([]);
});
