import { describe, expect, it } from 'vitest';

import { stopsOf, type Workspace } from '../model/workspace.ts';
import { aStation, aTour, aWorkspace, stationId, TOUR } from '../testing/builders.ts';
import { addModule } from './addModule.ts';
import { addStation, newModule, newStation, newStop } from './addStation.ts';
import { moveModule } from './moveModule.ts';
import { moveStationPosition } from './moveStationPosition.ts';
import { moveStop } from './moveStop.ts';
import { removeModule } from './removeModule.ts';
import { removeStop } from './removeStop.ts';
import { renameModule } from './renameModule.ts';
import { setField } from './setField.ts';
import { setLeg } from './setLeg.ts';
import { setText } from './setText.ts';

const order = (workspace: Workspace) => stopsOf(workspace.tour).map(({ module, stop }) => `${module}/${stop.id}`);

const LEGS = [
  { from: 'stop-1', to: 'stop-2', distance_m: 100 },
  { from: 'stop-2', to: 'stop-3', distance_m: 200 },
  { from: 'stop-3', to: 'stop-1', distance_m: 300 },
];

describe('an edit', () => {
  it('shares everything that it does not touch', () => {
    const before = aWorkspace();
    const after = setText(stationId(1), '/title', 'en', 'Bridge').apply(before);
    expect(after.stations[stationId(1)]?.title).toEqual({ de: 'Station 1', en: 'Bridge' });
    expect(after.tour).toBe(before.tour);
    expect(after.stations[stationId(2)]).toBe(before.stations[stationId(2)]);
    expect(before.stations[stationId(1)]).toEqual(aStation(1));
  });

  it('is nothing where nothing changes', () => {
    const before = aWorkspace();
    expect(setText(TOUR, '/title', 'de', 'Zeitreise').apply(before)).toBe(before);
    expect(setText(TOUR, '/teaser', 'de', '').apply(before)).toBe(before);
    expect(moveStop('stop-1', 'module-1', 0).apply(before)).toBe(before);
    expect(moveModule('module-1', 0).apply(before)).toBe(before);
    expect(removeStop('stop-99').apply(before)).toBe(before);
  });
});

describe('setting a text', () => {
  it('removes an emptied language, and the text with its last language', () => {
    const half = setText(TOUR, '/title', 'en', '').apply(aWorkspace());
    expect(half.tour.title).toEqual({ de: 'Zeitreise' });
    expect('title' in setText(TOUR, '/title', 'de', '').apply(half).tour).toBe(false);
  });

  it('leaves an emptied item of a list in its place', () => {
    const answer = { kind: 'order', items: [{ de: 'eins' }, { de: 'zwei' }] };
    const station = aStation(1, { story: [{ id: 'b1', kind: 'quiz', answer }] });
    const workspace = { ...aWorkspace(), stations: { [station.id]: station } };
    const after = setText(station.id, '/story/0/answer/items/0', 'de', '').apply(workspace);
    expect(after.stations[station.id]?.story?.[0]?.['answer']).toEqual({ kind: 'order', items: [{}, { de: 'zwei' }] });
  });
});

describe('setting a field', () => {
  it('makes what is missing on the way, and removes with undefined', () => {
    const set = setField(stationId(1), '/facts/opening_hours', 'Mo-Su 10:00-18:00').apply(aWorkspace());
    expect(set.stations[stationId(1)]?.facts).toEqual({ opening_hours: 'Mo-Su 10:00-18:00' });
    const unset = setField(stationId(1), '/facts/opening_hours', undefined).apply(set);
    expect(unset.stations[stationId(1)]?.facts).toEqual({});
  });
});

describe('moving a stop', () => {
  it('puts it where it belongs, in its module or another', () => {
    expect(order(moveStop('stop-1', 'module-1', 2).apply(aWorkspace()))).toEqual([
      'module-1/stop-2',
      'module-1/stop-3',
      'module-1/stop-1',
      'module-2/stop-4',
    ]);
    expect(order(moveStop('stop-3', 'module-2', 0).apply(aWorkspace())).slice(2)).toEqual([
      'module-2/stop-3',
      'module-2/stop-4',
    ]);
  });

  it('drops the legs that it made untrue and keeps those that somebody drew on purpose', () => {
    const before = aWorkspace(aTour({ route: { legs: LEGS } }));
    const legs = moveStop('stop-2', 'module-2', 1).apply(before).tour.route?.legs;
    expect(legs).toEqual([LEGS[2]]);
  });
});

describe('removing', () => {
  it('takes a stop and its legs out of the tour and leaves the station in the library', () => {
    const after = removeStop('stop-2').apply(aWorkspace(aTour({ route: { legs: LEGS } })));
    expect(order(after)).toEqual(['module-1/stop-1', 'module-1/stop-3', 'module-2/stop-4']);
    expect(after.tour.route?.legs).toEqual([LEGS[2]]);
    expect(stationId(2) in after.stations).toBe(true);
  });

  it('takes a module out of what other modules say about it', () => {
    const after = removeModule('module-1').apply(aWorkspace());
    expect(after.tour.modules?.map(({ id, after: order }) => [id, order])).toEqual([['module-2', []]]);
  });
});

describe('adding', () => {
  it('puts a new station into the module that was meant, with an id of its own', () => {
    const before = aWorkspace();
    const station = newStation('de', 'Neue Mühle', [11, 50.9]);
    const after = addStation(station, newStop(before, station), 'module-1', 1).apply(before);
    expect(order(after)[1]).toBe('module-1/stop-5');
    expect(after.stations[station.id]?.title).toEqual({ de: 'Neue Mühle' });
    expect(station.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('gives a tour without modules its first one', () => {
    const before = aWorkspace(aTour({ modules: [] }));
    const station = newStation('de', '');
    const after = addStation(station, newStop(before, station)).apply(before);
    expect(order(after)).toEqual(['module-1/stop-1']);
    expect(station.title).toEqual({});
  });

  it('adds, names and moves a module', () => {
    const added = addModule(newModule(aWorkspace(), 'Für Kinder')).apply(aWorkspace());
    expect(added.tour.modules?.at(-1)).toEqual({ id: 'module-3', title: { de: 'Für Kinder' }, stops: [] });
    const named = renameModule(added, 'module-3', 'en', 'For children').apply(added);
    expect(named.tour.modules?.at(-1)?.title).toEqual({ de: 'Für Kinder', en: 'For children' });
    const moved = moveModule('module-3', 0).apply(named);
    expect(moved.tour.modules?.map(({ id }) => id)).toEqual(['module-3', 'module-1', 'module-2']);
  });
});

describe('on the map', () => {
  it('moves a station together with the circle around it, and no other area', () => {
    const other = { kind: 'geofence', area: { kind: 'circle', centre: [12, 50], radius_m: 9 } } as const;
    const own = { kind: 'geofence', area: { kind: 'circle', centre: [11.001, 50.9], radius_m: 25 } } as const;
    const workspace = { ...aWorkspace(), stations: { [stationId(1)]: aStation(1, { triggers: [own, other] }) } };
    const after = moveStationPosition(stationId(1), [11.5, 50.5]).apply(workspace).stations[stationId(1)];
    expect(after?.place?.position).toEqual([11.5, 50.5]);
    expect(after?.triggers).toEqual([{ ...own, area: { ...own.area, centre: [11.5, 50.5] } }, other]);
  });

  it('keeps the legs in the order of the walk, and straightens one again', () => {
    const drawn = [setLeg('stop-2', 'stop-3', { distance_m: 2 }), setLeg('stop-1', 'stop-2', { distance_m: 1 })];
    const after = drawn.reduce((workspace, edit) => edit.apply(workspace), aWorkspace());
    expect(after.tour.route?.legs?.map(({ from }) => from)).toEqual(['stop-1', 'stop-2']);
    expect(setLeg('stop-1', 'stop-2', null).apply(after).tour.route?.legs).toHaveLength(1);
  });
});

describe('moving a station', () => {
  it('takes along the drawn ways that end at it, and measures them anew', () => {
    const before = aWorkspace();
    const [first, second] = stopsOf(before.tour);
    const line = [
      [11, 51],
      [11.01, 51],
    ] as const;
    const at = (id: string, position: readonly [number, number]) => ({ ...before.stations[id]!, place: { position } });
    const leg = { from: first!.stop.id, to: second!.stop.id, distance_m: 700 };
    const stations = {
      ...before.stations,
      [first!.stop.station]: at(first!.stop.station, [11, 51]),
      [second!.stop.station]: at(second!.stop.station, [11.01, 51]),
    };
    const drawn = { ...leg, geometry: { type: 'LineString' as const, coordinates: line } };
    const workspace = { ...before, stations, tour: { ...before.tour, route: { legs: [drawn] } } };
    const after = moveStationPosition(second!.stop.station, [11.02, 51]).apply(workspace);
    expect(after.tour.route?.legs?.[0]).toMatchObject({
      distance_m: 1400,
      geometry: { coordinates: [line[0], [11.02, 51]] },
    });
    const again = moveStationPosition(first!.stop.station, [11, 51.1]).apply(after);
    expect(again.tour.route?.legs?.[0]?.geometry?.coordinates?.[0]).toEqual([11, 51.1]);
    // A way that ends elsewhere on purpose (at an entrance) stays.
    const elsewhere = { ...drawn, geometry: { ...drawn.geometry, coordinates: [line[0], [11.009, 51]] as const } };
    const kept = { ...workspace, tour: { ...workspace.tour, route: { legs: [elsewhere] } } };
    expect(moveStationPosition(second!.stop.station, [11.02, 51]).apply(kept).tour).toBe(kept.tour);
  });
});
