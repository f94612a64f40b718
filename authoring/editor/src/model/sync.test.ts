import { beforeEach, describe, expect, it, vi } from 'vitest';

import { addModule } from '../edits/addModule.ts';
import { addStation, newStation, newStop } from '../edits/addStation.ts';
import { setText } from '../edits/setText.ts';
import { aStation, aTour, aWorkspace, stationId, TOUR } from '../testing/builders.ts';
import { Clock, openDesk } from '../testing/desk.ts';
import { MemoryDrafts, MemoryServer } from '../testing/server.ts';
import { Problem } from './api.ts';
import type { Sync } from './sync.ts';
import { documentsOf } from './workspace.ts';

let server: MemoryServer;
let drafts: MemoryDrafts;
let clock: Clock;

const open = () => openDesk(server, drafts, clock);
const stored = () => server.entry(TOUR).body as ReturnType<typeof aTour>;

beforeEach(() => {
  server = new MemoryServer(documentsOf(aWorkspace()));
  drafts = new MemoryDrafts();
  clock = new Clock();
});

describe('autosave', () => {
  it('saves the documents that changed, when typing rests, and no other', async () => {
    const { type, sync, state } = await open();
    type('Neu');
    expect(server.calls).toEqual([]);
    expect(state()).toBe('saving');
    await sync.flush();
    expect(server.calls).toEqual(['save tour']);
    expect(stored().title?.['de']).toBe('Neu');
    expect(state()).toBe('saved');
    expect(drafts.kept.size).toBe(0);
  });

  it('saves what was typed while a save was on its way when typing rests again, or at once', async () => {
    const { type, sync, title, state } = await open();
    type('eins');
    server.meanwhile = () => type('zwei');
    clock.timers[0]?.();
    await vi.waitFor(() => expect(clock.waits).toEqual([700, 700, 700]));
    expect([server.calls, stored().title?.['de'], state()]).toEqual([['save tour'], 'eins', 'saving']);
    server.meanwhile = () => type('drei');
    await sync.flush();
    expect([title()?.['de'], stored().title?.['de'], state()]).toEqual(['drei', 'drei', 'saved']);
  });

  it('takes its own save for its own, even if the answer was lost', async () => {
    const { type, sync, title, state, told } = await open();
    type('eins');
    server.lost = new Problem(0, 'kein Netz');
    await sync.flush();
    type('zwei');
    server.lost = null;
    await sync.flush();
    expect(told.clashes).toEqual([]);
    expect(title()?.['de']).toBe('zwei');
    expect(stored().title?.['de']).toBe('zwei');
    expect(state()).toBe('saved');
  });

  it('takes its own save for its own after a reload, too', async () => {
    const first = await open();
    first.type('eins');
    server.lost = new Problem(0, 'kein Netz');
    await first.sync.flush();
    first.type('zwei');
    server.lost = null;
    const second = await open();
    await second.sync.flush();
    expect(second.told.clashes).toEqual([]);
    expect(stored().title?.['de']).toBe('zwei');
    expect(drafts.kept.size).toBe(0);
  });

  it('takes in what somebody else wrote in another field, and keeps what is being typed', async () => {
    const { type, sync, title, desk } = await open();
    server.write(aTour({ title: { de: 'Zeitreise', en: 'Theirs' } }));
    type('Meine');
    server.meanwhile = () => type('Meine Reise');
    await sync.flush();
    expect(title()).toEqual({ de: 'Meine Reise', en: 'Theirs' });
    expect(stored().title).toEqual({ de: 'Meine Reise', en: 'Theirs' });
    desk.undo();
    expect(title()).toEqual({ de: 'Zeitreise', en: 'Theirs' });
  });

  it('takes in the defaults that the server writes out, and is then at rest', async () => {
    const { type, sync, state, desk } = await open();
    server.normal = (body) => ({ summary: {}, audiences: [], ...body });
    type('Neu');
    await sync.flush();
    await sync.flush();
    expect(server.calls).toEqual(['save tour']);
    expect(state()).toBe('saved');
    expect(desk.workspace.tour).toMatchObject({ title: { de: 'Neu' }, audiences: [] });
    desk.undo();
    expect(desk.workspace.tour.title).toEqual(aTour().title);
  });

  it('leaves undone what was undone, whatever defaults the server has written into it', async () => {
    const { sync, desk } = await open();
    server.normal = (body) =>
      body.kind === 'tour' ? { ...body, modules: (body.modules ?? []).map((each) => ({ required: false, ...each })) } : body;
    desk.edit(addModule({ id: 'module-3', stops: [] }));
    await sync.flush();
    desk.undo();
    await sync.flush();
    expect(stored().modules).toHaveLength(2);
    expect(desk.workspace.tour.modules).toHaveLength(2);
  });

  it.each([
    [0, 'offline'],
    ...[429, 502, 503, 504].map((status) => [status, 'unanswered'] as const),
  ] as const)('keeps on trying while nobody answers (%i), and loses nothing', async (status, trouble) => {
    const { type, sync, state } = await open();
    server.failing = new Problem(status, '');
    type('unterwegs');
    clock.timers[0]?.();
    await sync.flush();
    expect(state()).toBe(trouble);
    expect(drafts.kept.get(TOUR)?.body).toMatchObject({ title: { de: 'unterwegs' } });
    server.failing = null;
    await sync.flush();
    expect(state()).toBe('saved');
    expect(stored().title?.['de']).toBe('unterwegs');
  });

  it('tells a fault of the server from a lost connection, and saves the other documents all the same', async () => {
    const { type, sync, state, desk } = await open();
    server.stumbling = { document: stationId(1), problem: new Problem(500, 'Interner Fehler') };
    desk.edit(setText(stationId(1), '/title', 'de', 'Stolperstein'));
    type('Neu');
    await sync.flush();
    expect(state()).toBe('fault');
    expect(stored().title?.['de']).toBe('Neu');
    expect(drafts.kept.get(stationId(1))?.body).toMatchObject({ title: { de: 'Stolperstein' } });
    server.calls.length = 0;
    type('Neuer');
    clock.timers[0]?.();
    await vi.waitFor(() => expect(stored().title?.['de']).toBe('Neuer'));
    expect(server.calls).toEqual(['save tour']);
    server.stumbling = null;
    await sync.flush();
    expect(state()).toBe('saved');
    expect(server.entry(stationId(1)).body).toMatchObject({ title: { de: 'Stolperstein' } });
  });

  it('waits longer after every fault of the server', async () => {
    const { type } = await open();
    server.failing = new Problem(500, 'Interner Fehler');
    type('Neu');
    const seen: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      clock.timers[0]?.();
      await vi.waitFor(() => expect(clock.waits).toHaveLength(attempt + 2));
      seen.push(clock.waits.at(-1) ?? 0);
    }
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
    expect(new Set(seen).size).toBe(4);
  });

  it('tells a session that has ended, and goes on after signing in elsewhere', async () => {
    const { type, sync, state } = await open();
    server.failing = new Problem(401, 'Bitte melden Sie sich an.');
    type('weiter');
    await sync.flush();
    expect(state()).toBe('signed-out');
    server.failing = null;
    await sync.flush();
    expect(server.calls).toContain('renew');
    expect(state()).toBe('saved');
  });

  it('says why the server refuses, and tries again only what has changed', async () => {
    const { type, sync, state, told } = await open();
    server.failing = new Problem(403, 'Sie dürfen diese Tour nur lesen.');
    type('verboten');
    await sync.flush();
    await sync.flush();
    expect(server.calls).toEqual(['save tour']);
    expect([state(), told.reason]).toEqual(['refused', 'Sie dürfen diese Tour nur lesen.']);
  });
});

describe('a conflict', () => {
  it('is shown side by side; mine overwrites, theirs is taken in', async () => {
    const { type, sync, state, told, title } = await open();
    server.write(aTour({ title: { de: 'Ihre', en: 'Theirs' } }));
    type('Meine');
    type('My own', 'en');
    await sync.flush();
    expect(state()).toBe('conflict');
    expect(title()).toEqual({ de: 'Meine', en: 'My own' });
    expect(told.clashes[0]?.conflicts.map(({ pointer }) => pointer)).toEqual(['/title/de', '/title/en']);
    sync.resolve(TOUR, new Set(['/title/en']));
    await sync.flush();
    expect(state()).toBe('saved');
    expect(stored().title).toEqual({ de: 'Meine', en: 'Theirs' });
    expect(title()).toEqual({ de: 'Meine', en: 'Theirs' });
  });

  it('does not hold up other documents', async () => {
    const { type, sync, desk } = await open();
    server.write(aTour({ title: { de: 'Ihre' } }));
    type('Meine');
    await sync.flush();
    desk.edit(setText(stationId(1), '/title', 'de', 'Brücke'));
    await sync.flush();
    expect(server.entry(stationId(1)).body).toMatchObject({ title: { de: 'Brücke' } });
  });
});

describe('what others save', () => {
  const hear = (sync: Sync, ...ids: readonly string[]) => sync.hear(ids.map((id) => server.entry(id)));

  it('is taken in as it comes, is no step of undo, and undo keeps it', async () => {
    const { type, sync, desk, title, state } = await open();
    type('Meine');
    await sync.flush();
    server.write(aTour({ title: { de: 'Meine', en: 'Theirs' } }));
    const taken = await hear(sync, TOUR);
    expect(taken.map(({ id }) => id)).toEqual([TOUR]);
    expect(title()).toEqual({ de: 'Meine', en: 'Theirs' });
    expect(state()).toBe('saved');
    desk.undo();
    expect(title()).toEqual({ de: 'Zeitreise', en: 'Theirs' });
    desk.redo();
    expect(title()).toEqual({ de: 'Meine', en: 'Theirs' });
    expect(server.calls).toEqual(['save tour']);
  });

  it('is merged with what is being typed', async () => {
    const { type, sync, title } = await open();
    server.write(aTour({ title: { de: 'Zeitreise', en: 'Theirs' } }));
    type('Meine');
    await hear(sync, TOUR);
    expect(title()).toEqual({ de: 'Meine', en: 'Theirs' });
    await sync.flush();
    expect(stored().title).toEqual({ de: 'Meine', en: 'Theirs' });
  });

  it('is shown side by side where it is in the same field, and again when they go on', async () => {
    const { type, sync, state, told, title } = await open();
    server.write(aTour({ title: { de: 'Ihre' } }));
    type('Meine');
    await hear(sync, TOUR);
    expect(state()).toBe('conflict');
    server.write(aTour({ title: { de: 'Ihre, weiter' } }));
    await hear(sync, TOUR);
    expect(told.clashes.map(({ conflicts }) => conflicts[0]?.theirs)).toEqual(['Ihre, weiter']);
    sync.resolve(TOUR, new Set(['/title/de']));
    expect(title()?.['de']).toBe('Ihre, weiter');
    await sync.flush();
    expect(state()).toBe('saved');
  });

  it('brings a station along that they added', async () => {
    const { sync, desk } = await open();
    const station = aStation(9);
    const { modules = [] } = stored();
    server.revisions.set(station.id, [station]);
    server.write(aTour({ modules: [{ ...modules[0]!, stops: [{ id: 'stop-9', station: station.id }] }] }));
    expect(sync.behind(station.id, 1)).toBe(true);
    await hear(sync, TOUR, station.id);
    expect(desk.workspace.stations[station.id]?.title).toEqual({ de: 'Station 9' });
    expect(desk.workspace.tour.modules?.[0]?.stops?.map(({ id }) => id)).toEqual(['stop-9']);
    expect(sync.pending).toBe(false);
  });

  it('is nothing new where it is one\'s own save, or came with one', async () => {
    const { type, sync, title } = await open();
    const early = server.entry(TOUR);
    type('Meine');
    await sync.flush();
    expect(sync.behind(TOUR, 2)).toBe(false);
    expect(await sync.hear([early])).toEqual([]);
    expect(title()?.['de']).toBe('Meine');
  });

  it('waits for a save that is on its way', async () => {
    const { type, sync, title, told } = await open();
    type('Meine');
    const saving = sync.flush();
    server.write(aTour({ title: { de: 'Zeitreise', en: 'Theirs' } }));
    await Promise.all([saving, hear(sync, TOUR)]);
    expect(title()).toEqual({ de: 'Meine', en: 'Theirs' });
    expect(told.clashes).toEqual([]);
    expect(sync.pending).toBe(false);
  });
});

describe('after a reload', () => {
  it('what was typed and not saved is there again, merged with what others wrote', async () => {
    const before = await open();
    server.failing = new Problem(0, '');
    before.type('nicht gespeichert');
    await before.sync.flush();
    server.failing = null;
    server.write(aTour({ title: { de: 'Zeitreise', en: 'Theirs' } }));
    const after = await open();
    expect(after.title()).toEqual({ de: 'nicht gespeichert', en: 'Theirs' });
    await after.sync.flush();
    expect(stored().title).toEqual({ de: 'nicht gespeichert', en: 'Theirs' });
  });

  it('a conflict is still a conflict', async () => {
    const before = await open();
    server.write(aTour({ title: { de: 'Ihre' } }));
    before.type('Meine');
    await before.sync.flush();
    before.type('Meine, weiter');
    const after = await open();
    expect(after.state()).toBe('conflict');
    expect(after.title()?.['de']).toBe('Meine, weiter');
  });
});

describe('a station made here', () => {
  it('reaches the server before the tour that names it', async () => {
    const { desk, sync } = await open();
    const station = newStation('de', 'Mühle');
    desk.edit(addStation(station, newStop(desk.workspace, station)));
    await sync.flush();
    expect(server.calls).toEqual(['create station', 'save tour']);
  });

  it('asks for the report of the tour once, with the last document that goes', async () => {
    const { desk, sync, told } = await open();
    for (const name of ['Alte Synagoge', 'Fischmarkt']) {
      const station = newStation('de', name);
      desk.edit(addStation(station, newStop(desk.workspace, station)));
    }
    await sync.flush();
    expect(server.calls).toEqual(['create station', 'create station', 'save tour']);
    expect(server.asked).toEqual([undefined, undefined, TOUR]);
    expect(told.reports).toBe(1);
  });

  it('is deleted when its making is undone, and comes back with redo', async () => {
    const { desk, sync, state } = await open();
    const station = newStation('de', 'Mühle');
    desk.edit(addStation(station, newStop(desk.workspace, station)));
    await sync.flush();
    desk.undo();
    await sync.flush();
    expect(server.deleted.has(station.id)).toBe(true);
    desk.redo();
    await sync.flush();
    expect(server.deleted.has(station.id)).toBe(false);
    expect(state()).toBe('saved');
  });

  it('is made once, even if the first answer was lost', async () => {
    const { desk, sync, state } = await open();
    const station = newStation('de', 'Mühle');
    server.revisions.set(station.id, [aStation(9, { id: station.id })]);
    desk.edit(addStation(station, newStop(desk.workspace, station)));
    await sync.flush();
    expect(state()).toBe('saved');
    expect(server.entry(station.id).body).toMatchObject({ title: { de: 'Mühle' } });
  });
});
