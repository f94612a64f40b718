/** Valid things for the tests, each with one fact changed at a time. */

import type { Station, Stop, Tour } from '../model/documents.ts';
import type { Workspace } from '../model/workspace.ts';

export const TOUR = '01990000-0000-7000-8000-000000000001';

export function stationId(number: number): string {
  return `01990000-0000-7000-8000-${String(number + 100).padStart(12, '0')}`;
}

export function aStation(number: number, change: Partial<Station> = {}): Station {
  return {
    format: 'wayfable/1.0',
    kind: 'station',
    id: stationId(number),
    original: 'de',
    title: { de: `Station ${number}` },
    place: { position: [11 + number / 1000, 50.9] },
    ...change,
  };
}

export function aStop(number: number, change: Partial<Stop> = {}): Stop {
  return { id: `stop-${number}`, station: stationId(number), ...change };
}

export function aTour(change: Partial<Tour> = {}): Tour {
  return {
    format: 'wayfable/1.0',
    kind: 'tour',
    id: TOUR,
    original: 'de',
    languages: ['de', 'en'],
    title: { de: 'Zeitreise', en: 'Journey' },
    modules: [
      { id: 'module-1', title: { de: 'Am Wasser' }, stops: [aStop(1), aStop(2), aStop(3)] },
      { id: 'module-2', title: { de: 'Am Berg' }, after: ['module-1'], stops: [aStop(4)] },
    ],
    ...change,
  };
}

export function aWorkspace(tour: Tour = aTour()): Workspace {
  const stations = Object.fromEntries([1, 2, 3, 4].map((number) => [stationId(number), aStation(number)]));
  return { tour, stations, guides: {}, media: {} };
}
