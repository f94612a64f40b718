import { describe, expect, it } from 'vitest';

import type { Station, Tour } from '../model/documents.ts';
import type { Workspace } from '../model/workspace.ts';
import { drawnLeg, nearestPiece, usualDurationS, wayOnward, waysOf } from './route.ts';

const station = (id: string, position?: [number, number]): Station => ({
  format: 'wayfable/1.0',
  kind: 'station',
  id,
  original: 'de',
  ...(position && { place: { position } }),
});
const tour: Tour = {
  format: 'wayfable/1.0',
  kind: 'tour',
  id: 't',
  original: 'de',
  modules: [
    {
      id: 'm1',
      stops: [
        { id: 'h1', station: 'a' },
        { id: 'h2', station: 'b' },
      ],
    },
    { id: 'm2', stops: [{ id: 'h3', station: 'c' }] },
  ],
};
const workspace: Workspace = {
  tour,
  stations: { a: station('a', [11, 51]), b: station('b', [11.01, 51]), c: station('c') },
  guides: {},
  media: {},
};

describe('ways', () => {
  it('join neighbours through all modules, straight until somebody draws them', () => {
    const ways = waysOf(workspace);
    expect(ways.map(({ from, to }) => `${from}-${to}`)).toEqual(['h1-h2', 'h2-h3']);
    expect(ways[0]!.line).toEqual([
      [11, 51],
      [11.01, 51],
    ]);
    expect(ways[1]!.line).toHaveLength(1);
  });

  it('show the drawn line, and a drawn way between others as well', () => {
    const line = [
      [11, 51],
      [11.005, 51.001],
      [11.01, 51],
    ] as const;
    const legs = [
      { from: 'h1', to: 'h2', geometry: { type: 'LineString' as const, coordinates: line } },
      { from: 'h3', to: 'h1' },
    ];
    const ways = waysOf({ ...workspace, tour: { ...tour, route: { legs } } });
    expect(ways[0]!.line).toBe(line);
    expect(ways.map(({ from, to }) => `${from}-${to}`)).toEqual(['h1-h2', 'h2-h3', 'h3-h1']);
  });

  it('lead on from a stop to the next one, or along one that somebody drew', () => {
    const drawn = { type: 'LineString' as const, coordinates: [[11.01, 51], [11, 51]] as const };
    const legs = [{ from: 'h2', to: 'h1', geometry: drawn }];
    const onward = (from: string, route = {}) => wayOnward({ ...workspace, tour: { ...tour, route } }, from)?.to;
    expect(onward('h1')).toBe('h2');
    expect(onward('h2')).toBeUndefined();
    expect(onward('h2', { legs })).toBe('h1');
    expect(onward('h3', { legs })).toBeUndefined();
  });

  it('are measured when they are drawn, and keep the time that a person wrote', () => {
    const first = drawnLeg(
      undefined,
      [
        [11, 51],
        [11.01, 51],
      ],
      'walk',
    );
    expect(first.distance_m).toBe(700);
    expect(first.duration_s).toBe(usualDurationS(700));
    const again = drawnLeg(
      { from: 'h1', to: 'h2', ...first },
      [
        [11, 51],
        [11.02, 51],
      ],
      'walk',
    );
    expect(again.duration_s).toBe(usualDurationS(1400));
    const own = drawnLeg(
      { from: 'h1', to: 'h2', ...first, duration_s: 1200 },
      [
        [11, 51],
        [11.02, 51],
      ],
      'walk',
    );
    expect(own).toMatchObject({ duration_s: 1200, distance_m: 1400 });
    expect(own).not.toHaveProperty('from');
  });

  it('take a click where it is nearest', () => {
    const line = [
      [0, 0],
      [1, 0],
      [1, 1],
    ] as const;
    expect(nearestPiece(line, [0.5, 0.1])).toBe(0);
    expect(nearestPiece(line, [1.1, 0.6])).toBe(1);
  });
});
