// The library's map: the stations that were found, and the part of the map as a filter.
import 'maplibre-gl/dist/maplibre-gl.css';

import type { FeatureCollection, Point } from 'geojson';
import { LngLatBounds, Map as MapLibreMap, NavigationControl, Popup, addProtocol, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Protocol } from 'pmtiles';

import { boxText } from './mapBox.ts';

/** One station of the page's list, as the server wrote it into the page. */
interface Found {
  id: string;
  title: string;
  href: string;
  position: [number, number];
}

const LAYER = 'stations';

/** Draws the map into `place`, with the stations that lie in its `<script data-stations>`. */
export function showStations(place: HTMLElement): void {
  setWorkerUrl(workerUrl);
  addProtocol('pmtiles', new Protocol().tile);
  const stations = JSON.parse(place.querySelector('script[data-stations]')?.textContent ?? '[]') as Found[];
  const canvas = document.createElement('div');
  canvas.className = 'map-canvas';
  place.append(canvas);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const styleOf = () => (dark.matches ? place.dataset['styleDark'] : place.dataset['styleLight']) ?? '';
  const map = new MapLibreMap({
    container: canvas,
    style: styleOf(),
    bounds: boundsOf(stations),
    fitBoundsOptions: { padding: 48, maxZoom: 15 },
    attributionControl: { compact: true, customAttribution: place.dataset['attribution'] ?? '' },
    cooperativeGestures: false,
    fadeDuration: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
  });
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.on('style.load', () => drawStations(map, stations));
  dark.addEventListener('change', () => {
    delete place.dataset['ready'];
    map.setStyle(styleOf());
  });
  openOnClick(map, place);
  lightWithList(map, stations);
  place.append(hereButton(map, place));
  map.on('idle', () => (place.dataset['ready'] = 'true'));
}

function boundsOf(stations: Found[]): LngLatBounds {
  const bounds = new LngLatBounds();
  for (const { position } of stations) bounds.extend(position);
  // Nothing found yet: Germany.
  return bounds.isEmpty() ? new LngLatBounds([5.9, 47.3], [15, 55]) : bounds;
}

function drawStations(map: MapLibreMap, stations: Found[]): void {
  const ink = (name: string) => resolved(`var(--${name})`);
  const data: FeatureCollection<Point, { id: string; title: string; href: string }> = {
    type: 'FeatureCollection',
    features: stations.map(({ id, title, href, position }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: position },
      properties: { id, title, href },
    })),
  };
  map.addSource(LAYER, { type: 'geojson', data, promoteId: 'id' });
  map.addLayer({
    id: LAYER,
    type: 'circle',
    source: LAYER,
    paint: {
      'circle-radius': ['case', ['boolean', ['feature-state', 'lit'], false], 11, 7],
      'circle-color': ink('primary'),
      'circle-stroke-color': ink('surface'),
      'circle-stroke-width': 2.5,
    },
  });
}

/** A colour as MapLibre reads it: it knows neither `var()` nor `light-dark()`. */
function resolved(colour: string): string {
  const probe = document.createElement('span');
  probe.style.color = colour;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function openOnClick(map: MapLibreMap, place: HTMLElement): void {
  map.on('click', LAYER, (event) => {
    const feature = event.features?.[0];
    if (!feature) return;
    const content = document.createElement('p');
    const link = document.createElement('a');
    link.href = String(feature.properties['href']);
    link.textContent = String(feature.properties['title']);
    link.title = place.dataset['wordOpen'] ?? '';
    content.append(link);
    new Popup({ closeButton: false }).setLngLat(event.lngLat).setDOMContent(content).addTo(map);
  });
  map.on('mouseenter', LAYER, () => (map.getCanvas().style.cursor = 'pointer'));
  map.on('mouseleave', LAYER, () => (map.getCanvas().style.cursor = ''));
}

/** Pointing at a row of the list, or reaching it by keyboard, lights its pin. */
function lightWithList(map: MapLibreMap, stations: Found[]): void {
  const known = new Set(stations.map(({ id }) => id));
  for (const row of document.querySelectorAll<HTMLElement>('[data-station]')) {
    const id = row.dataset['station'] ?? '';
    if (!known.has(id)) continue;
    const light = (lit: boolean) => map.getSource(LAYER) && map.setFeatureState({ source: LAYER, id }, { lit });
    for (const kind of ['pointerenter', 'focusin']) row.addEventListener(kind, () => light(true));
    for (const kind of ['pointerleave', 'focusout']) row.addEventListener(kind, () => light(false));
  }
}

/** Searches again where the map is now; the form's own field holds the box, so that it works by hand too. */
function hereButton(map: MapLibreMap, place: HTMLElement): HTMLElement {
  const tools = document.createElement('div');
  const button = document.createElement('button');
  tools.className = 'map-tools';
  button.type = 'button';
  button.className = 'button';
  button.textContent = place.dataset['wordHere'] ?? '';
  button.addEventListener('click', () => {
    const field = document.querySelector<HTMLInputElement>('input[name="bbox"]');
    if (!field?.form) return;
    field.value = boxText(map.getBounds().toArray());
    field.form.requestSubmit();
  });
  tools.append(button);
  return tools;
}
