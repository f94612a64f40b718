/** What is drawn on top of the map's style: areas and the ways between the stops, as GeoJSON layers. */
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';

import type { Line } from '$viewer/map/geometry.ts';
import { tokenColours } from '$viewer/map/theme.ts';

export interface DrawnLeg {
  readonly from: string;
  readonly to: string;
  readonly line: Line;
  /** Not drawn by anybody: the straight line that stands in for a way. */
  readonly straight: boolean;
  readonly selected: boolean;
}

export interface DrawnArea {
  readonly ring: Line;
  readonly holes: readonly Line[];
  readonly active: boolean;
}

const LEGS = 'wayfable-legs';
const AREAS = 'wayfable-areas';
/** The layer that is asked what lies under the pointer; it is wider than what is seen, for fingers. */
export const LEG_TARGET = 'wayfable-leg-target';

/** Adds sources and layers to a style that has just been loaded. */
export function addOverlay(map: MapLibreMap): void {
  if (map.getSource(LEGS) !== undefined) return;
  const ink = tokenColours(['map-route', 'map-area', 'map-land', 'primary']);
  const empty = { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] } };
  map.addSource(AREAS, empty);
  map.addSource(LEGS, empty);
  map.addLayer({
    id: 'wayfable-area-fill',
    type: 'fill',
    source: AREAS,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': ink['map-area'] },
  });
  map.addLayer({
    id: 'wayfable-area-edge',
    type: 'line',
    source: AREAS,
    paint: { 'line-color': ink['primary'], 'line-width': ['case', ['get', 'active'], 2.5, 1.5] },
  });
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
  map.addLayer({
    id: LEG_TARGET,
    type: 'line',
    source: LEGS,
    paint: { 'line-width': 22, 'line-opacity': 0 },
  });
  map.addLayer({
    id: 'wayfable-leg-casing',
    type: 'line',
    source: LEGS,
    filter: ['!', ['get', 'straight']],
    layout: round,
    paint: { 'line-color': ink['map-land'], 'line-width': ['case', ['get', 'selected'], 10, 7] },
  });
  map.addLayer({
    id: 'wayfable-leg-drawn',
    type: 'line',
    source: LEGS,
    filter: ['!', ['get', 'straight']],
    layout: round,
    paint: { 'line-color': ink['map-route'], 'line-width': ['case', ['get', 'selected'], 6, 3.5] },
  });
  map.addLayer({
    id: 'wayfable-leg-straight',
    type: 'line',
    source: LEGS,
    filter: ['get', 'straight'],
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': ink['map-route'],
      'line-width': ['case', ['get', 'selected'], 5, 2.5],
      'line-dasharray': [1.5, 1.5],
    },
  });
}

const shown = new WeakMap<GeoJSONSource, string>();

/** Give a source its features, unless it has the very same: drawing the map anew costs many times the comparison. */
function draw(map: MapLibreMap, name: string, features: GeoJSON.Feature[]): void {
  const source = map.getSource<GeoJSONSource>(name);
  const data = JSON.stringify(features);
  if (source === undefined || shown.get(source) === data) return;
  shown.set(source, data);
  source.setData({ type: 'FeatureCollection', features });
}

export function showLegs(map: MapLibreMap, legs: readonly DrawnLeg[]): void {
  draw(
    map,
    LEGS,
    legs.map(({ line, ...properties }) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'LineString', coordinates: line as [number, number][] },
    })),
  );
}

export function showAreas(map: MapLibreMap, areas: readonly DrawnArea[]): void {
  draw(
    map,
    AREAS,
    areas
      .filter(({ ring }) => ring.length > 1)
      .map(({ ring, holes, active }) => ({
        type: 'Feature',
        properties: { active },
        // Two clicks of a new polygon are a line, not yet an area.
        geometry:
          ring.length > 3
            ? { type: 'Polygon', coordinates: [ring, ...holes] as [number, number][][] }
            : { type: 'LineString', coordinates: ring as [number, number][] },
      })),
  );
}

const PLACES = 'places';

/**
 * Leaves out, of the installation's places in our own plain style, those that have a pin of their own here:
 * a name would look out from under it. A configured style has no such source and stays as it is.
 */
export function hidePlaces(map: MapLibreMap, stations: readonly string[]): void {
  for (const layer of map.getStyle().layers) {
    if (!('source' in layer) || layer.source !== PLACES) continue;
    map.setFilter(layer.id, ['!', ['in', ['get', 'id'], ['literal', [...stations]]]]);
  }
}
