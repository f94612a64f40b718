/** Where the phone believed to be on the whole way, as a thin line below the pins. */
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';

import type { Line } from '$viewer/map/geometry.ts';
import { tokenColours } from '$viewer/map/theme.ts';

const NAME = 'wayfable-phone-way';

export function addPhoneWay(map: MapLibreMap): void {
  if (map.getSource(NAME) !== undefined) return;
  const ink = tokenColours(['focus']);
  map.addSource(NAME, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  map.addLayer({
    id: NAME,
    type: 'line',
    source: NAME,
    layout: { 'line-join': 'round' },
    paint: { 'line-color': ink.focus, 'line-width': 1, 'line-opacity': 0.55 },
  });
}

export function showPhoneWay(map: MapLibreMap, line: Line): void {
  const coordinates = line as [number, number][];
  map.getSource<GeoJSONSource>(NAME)?.setData({
    type: 'Feature',
    properties: {},
    geometry: { type: 'LineString', coordinates },
  });
}
