// The library's map: the stations that were found, and the part of the map as a filter.
import type { FeatureCollection, Point } from 'geojson';
import { Popup, type Map as MapLibreMap } from 'maplibre-gl';

import { tokenColours } from '$viewer/map/theme.ts';
import { boxText } from './mapBox.ts';
import { letPress, lightWithRows, openOverview, type Position } from './overviewMap.ts';

/** One station of the page's list, as the server wrote it into the page. */
interface Found {
  id: string;
  title: string;
  href: string;
  position: Position;
}

const LAYER = 'stations';

/** Draws the map into `place`, with the stations that lie in its `<script data-stations>`. */
export function showStations(place: HTMLElement): void {
  const stations = JSON.parse(place.querySelector('script[data-stations]')?.textContent ?? '[]') as Found[];
  const map = openOverview(place, {
    positions: stations.map(({ position }) => position),
    cooperative: false,
    draw: (drawn) => drawStations(drawn, stations),
  });
  letPress(map, LAYER, ({ href, title }, at) => {
    const content = document.createElement('p');
    const link = document.createElement('a');
    link.href = String(href);
    link.textContent = String(title);
    link.title = place.dataset['wordOpen'] ?? '';
    content.append(link);
    new Popup({ closeButton: false }).setLngLat(at).setDOMContent(content).addTo(map);
  });
  lightWithRows(map, LAYER, rowsOf(stations));
  place.append(hereButton(map, place));
}

function drawStations(map: MapLibreMap, stations: Found[]): void {
  const ink = tokenColours(['primary', 'surface']);
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
      'circle-color': ink['primary'],
      'circle-stroke-color': ink['surface'],
      'circle-stroke-width': 2.5,
    },
  });
}

function rowsOf(stations: Found[]): ReadonlyMap<string, HTMLElement> {
  const known = new Set(stations.map(({ id }) => id));
  const rows = [...document.querySelectorAll<HTMLElement>('[data-station]')];
  return new Map(rows.map((row) => [row.dataset['station'] ?? '', row] as const).filter(([id]) => known.has(id)));
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
