/** Where a tour differs from what visitors have: places and ways as they were, and as they are. */
import type { Feature, FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';

import { tokenColours } from '$viewer/map/theme.ts';
import { lightWithRows, openOverview, type Position } from './overviewMap.ts';

interface Drawing {
  readonly stations: readonly { id: string; title: string; before: Position | null; after: Position | null }[];
  readonly ways: Readonly<Record<'before' | 'after', readonly Position[][]>>;
}

/** Draws the map into `place`, with what lies in its `<script data-drawing>`. */
export function showChanges(place: HTMLElement): void {
  const drawing = JSON.parse(place.querySelector('script[data-drawing]')?.textContent ?? '{}') as Drawing;
  const positions = drawing.stations.flatMap(({ before, after }) => [before, after].filter((each) => each !== null));
  const all = [...positions, ...drawing.ways.before.flat(), ...drawing.ways.after.flat()];
  const map = openOverview(place, { positions: all, cooperative: true, draw: (drawn) => draw(drawn, features(drawing)) });
  lightWithRows(map, LAYER, rowsOf(drawing));
}

const LAYER = 'changes';

/** What there is to draw: ways, a line from where a station was to where it is, and both of its places. */
export function features({ stations, ways }: Drawing): FeatureCollection {
  const found: Feature[] = [];
  for (const time of ['before', 'after'] as const) {
    for (const coordinates of ways[time])
      found.push({ type: 'Feature', properties: { time }, geometry: { type: 'LineString', coordinates } });
  }
  for (const { id, before, after } of stations) {
    if (before && after)
      found.push({ type: 'Feature', properties: { time: 'move' }, geometry: { type: 'LineString', coordinates: [before, after] } });
    for (const [time, at] of [['before', before], ['after', after]] as const) {
      if (at) found.push({ type: 'Feature', properties: { time, id }, geometry: { type: 'Point', coordinates: at } });
    }
  }
  return { type: 'FeatureCollection', features: found };
}

function draw(map: MapLibreMap, data: FeatureCollection): void {
  const ink = tokenColours(['primary', 'surface', 'ink-faint']);
  const [now, then, ground] = [ink['primary'] ?? '', ink['ink-faint'] ?? '', ink['surface'] ?? ''];
  map.addSource(LAYER, { type: 'geojson', data, promoteId: 'id' });
  const isNew = ['==', ['get', 'time'], 'after'] as const;
  map.addLayer({
    id: 'new-ways',
    type: 'line',
    source: LAYER,
    filter: ['all', ['==', ['geometry-type'], 'LineString'], isNew as never],
    paint: { 'line-color': now, 'line-width': 4 },
  });
  map.addLayer({
    id: 'old-ways',
    type: 'line',
    source: LAYER,
    filter: ['all', ['==', ['geometry-type'], 'LineString'], ['!=', ['get', 'time'], 'after']],
    paint: { 'line-color': then, 'line-width': 3, 'line-dasharray': [2, 2] },
  });
  map.addLayer({
    id: 'changed-places',
    type: 'circle',
    source: LAYER,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': ['case', ['boolean', ['feature-state', 'lit'], false], 11, 7],
      'circle-color': ['case', isNew as never, now, ground],
      'circle-stroke-color': ['case', isNew as never, ground, then],
      'circle-stroke-width': 2.5,
    },
  });
}

function rowsOf({ stations }: Drawing): ReadonlyMap<string, HTMLElement> {
  const known = new Set(stations.map(({ id }) => id));
  const rows = [...document.querySelectorAll<HTMLElement>('[data-station]')];
  return new Map(rows.map((row) => [row.dataset['station'] ?? '', row] as const).filter(([id]) => known.has(id)));
}
