/** An editor that has opened a tour of a server in memory, with its autosave, and time that stands still. */

import type { MemoryDrafts, MemoryServer } from './server.ts';
import { aWorkspace, TOUR } from './builders.ts';
import { setText } from '../edits/setText.ts';
import { Editor } from '../model/store.svelte.ts';
import { Sync, type Clash } from '../model/sync.ts';

export class Clock {
  /** What waits for its time; a test calls it. */
  timers: (() => void)[] = [];
  /** The pauses that were planned, ms. */
  readonly waits: number[] = [];

  readonly wait = (run: () => void, after: number) => {
    this.timers = [run];
    this.waits.push(after);
    return () => (this.timers = this.timers.filter((each) => each !== run));
  };
}

/** As after loading the page. */
export async function openDesk(server: MemoryServer, drafts: MemoryDrafts, clock: Clock) {
  const desk = new Editor();
  const told = { states: [] as string[], reason: '', reports: 0, clashes: [] as readonly Clash[] };
  const sync = new Sync(
    desk,
    server,
    drafts,
    {
      state: (state, reason) => {
        if (told.states.at(-1) !== state) told.states.push(state);
        told.reason = reason;
      },
      report: () => (told.reports += 1),
      clashes: (clashes) => (told.clashes = clashes),
    },
    clock.wait,
  );
  const entries = [...server.revisions.keys()].map((id) => server.entry(id));
  const [tour, ...stations] = entries.map(({ body }) => body);
  if (tour?.kind !== 'tour') throw new Error('the tour comes first');
  const workspace = { ...aWorkspace(tour), stations: Object.fromEntries(stations.map((each) => [each.id, each])) };
  desk.open({
    workspace: workspace as typeof desk.workspace,
    report: { issues: [] },
    access: {},
    organisation: { id: 'o', name: 'Erfurt', time_zone: 'Europe/Berlin' },
    person: { id: 'p', name: 'Ute' },
    map: {},
  });
  desk.onEdit((changed) => sync.changed(changed));
  await sync.begin(entries, 'o', 'p');
  const type = (text: string, language = 'de') => desk.edit(setText(TOUR, '/title', language, text));
  return { desk, sync, told, type, title: () => desk.workspace.tour.title, state: () => told.states.at(-1) };
}
