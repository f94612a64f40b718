// The map of a preview: what would come, before it is there.
import 'maplibre-gl/dist/maplibre-gl.css';

import type { Feature, FeatureCollection } from 'geojson';
import { LngLatBounds, Map as MapLibreMap, NavigationControl, addProtocol, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Protocol } from 'pmtiles';

type Position = [number, number];

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
  setWorkerUrl(workerUrl);
  addProtocol('pmtiles', new Protocol().tile);
  const drawing = JSON.parse(place.querySelector('script[data-plan]')?.textContent ?? '{}') as Drawing;
  const canvas = document.createElement('div');
  canvas.className = 'map-canvas';
  place.append(canvas);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const styleOf = () => (dark.matches ? place.dataset['styleDark'] : place.dataset['styleLight']) ?? '';
  const map = new MapLibreMap({
    container: canvas,
    style: styleOf(),
    bounds: boundsOf(drawing),
    fitBoundsOptions: { padding: 40, maxZoom: 15 },
    attributionControl: { compact: true, customAttribution: place.dataset['attribution'] ?? '' },
    // The page scrolls past the map; two fingers or Ctrl move the map itself.
    cooperativeGestures: true,
    fadeDuration: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
  });
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.on('style.load', () => draw(map, drawing));
  dark.addEventListener('change', () => map.setStyle(styleOf()));
  joinWithList(map);
  map.on('idle', () => (place.dataset['ready'] = 'true'));
}

function boundsOf({ points, lines }: Drawing): LngLatBounds {
  const bounds = new LngLatBounds();
  for (const { position } of points) bounds.extend(position);
  for (const line of lines) for (const position of line) bounds.extend(position);
  return bounds;
}

function draw(map: MapLibreMap, drawing: Drawing): void {
  const primary = ink('primary');
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
      'circle-color': ['case', ['get', 'take'], primary, ink('surface')],
      'circle-stroke-color': ['case', ['get', 'take'], ink('surface'), primary],
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

/** A colour as MapLibre reads it: it knows neither `var()` nor `light-dark()`. */
function ink(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** Pointing at a row, or reaching it by keyboard, lights its pin; pressing a pin goes to its row. */
function joinWithList(map: MapLibreMap): void {
  const rows = new Map<string, HTMLElement>();
  for (const row of document.querySelectorAll<HTMLElement>('tr[data-key]')) rows.set(row.dataset['key'] ?? '', row);
  for (const [key, row] of rows) {
    const light = (lit: boolean) => map.getSource(POINTS) && map.setFeatureState({ source: POINTS, id: key }, { lit });
    for (const kind of ['pointerenter', 'focusin']) row.addEventListener(kind, () => light(true));
    for (const kind of ['pointerleave', 'focusout']) row.addEventListener(kind, () => light(false));
  }
  map.on('click', POINTS, (event) => {
    const row = rows.get(String(event.features?.[0]?.properties['key'] ?? ''));
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector('input')?.focus();
  });
  map.on('mouseenter', POINTS, () => (map.getCanvas().style.cursor = 'pointer'));
  map.on('mouseleave', POINTS, () => (map.getCanvas().style.cursor = ''));
}
