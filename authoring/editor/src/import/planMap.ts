// The map of a preview: what would come, before it is there.
import type { Feature, FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';

import { tokenColours } from '$viewer/map/theme.ts';
import { letPress, lightWithRows, openOverview, type Position } from '../pages/overviewMap.ts';

/** What the server wrote into the page, in degrees, longitude first. */
interface Drawing {
  points: { key: string; title: string; position: Position; take: boolean }[];
  areas: Position[][][];
  lines: Position[][];
}

const POINTS = 'plan-points';
const LINES = 'plan-lines';
const AREAS = 'plan-areas';

/** Draws the map into `place`, with what lies in its `<script data-plan>`. */
export function showPlan(place: HTMLElement): void {
  const drawing = JSON.parse(place.querySelector('script[data-plan]')?.textContent ?? '{}') as Drawing;
  const map = openOverview(place, {
    positions: [...drawing.points.map(({ position }) => position), ...drawing.lines.flat()],
    cooperative: true,
    draw: (drawn) => draw(drawn, drawing),
  });
  const rows = [...document.querySelectorAll<HTMLElement>('tr[data-key]')];
  const byKey = new Map(rows.map((row) => [row.dataset['key'] ?? '', row] as const));
  lightWithRows(map, POINTS, byKey);
  letPress(map, POINTS, ({ key }) => {
    const row = byKey.get(String(key));
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector('input')?.focus();
  });
}

function draw(map: MapLibreMap, drawing: Drawing): void {
  const { primary, surface } = tokenColours(['primary', 'surface']);
  map.addSource(AREAS, { type: 'geojson', data: collection(drawing.areas.map((rings) => polygon(rings))) });
  map.addSource(LINES, { type: 'geojson', data: collection(drawing.lines.map((line) => lineString(line))) });
  map.addSource(POINTS, { type: 'geojson', data: collection(drawing.points.map((point) => pin(point))), promoteId: 'key' });
  map.addLayer({ id: AREAS, type: 'fill', source: AREAS, paint: { 'fill-color': primary, 'fill-opacity': 0.15 } });
  map.addLayer({ id: LINES, type: 'line', source: LINES, paint: { 'line-color': primary, 'line-width': 3, 'line-opacity': 0.7 } });
  map.addLayer({
    id: POINTS,
    type: 'circle',
    source: POINTS,
    paint: {
      'circle-radius': ['case', ['boolean', ['feature-state', 'lit'], false], 11, 6],
      // Set aside: a ring, not another colour alone.
      'circle-color': ['case', ['get', 'take'], primary, surface],
      'circle-stroke-color': ['case', ['get', 'take'], surface, primary],
      'circle-stroke-width': 2,
    },
  });
}

function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

function polygon(coordinates: Position[][]): Feature {
  return { type: 'Feature', geometry: { type: 'Polygon', coordinates }, properties: {} };
}

function lineString(coordinates: Position[]): Feature {
  return { type: 'Feature', geometry: { type: 'LineString', coordinates }, properties: {} };
}

function pin({ key, title, position, take }: Drawing['points'][number]): Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: position }, properties: { key, title, take } };
}
