/** The maps that stand beside a list on the server-rendered pages: their frame and style, and what joins them to the list. */
import { LngLatBounds, Map as MapLibreMap, NavigationControl } from 'maplibre-gl';

import { prepareMaps } from '$viewer/map/prepare.ts';
import { currentScheme, onSchemeChange } from '$viewer/map/theme.ts';

export type Position = [number, number];

interface Overview {
  /** Everything that is to be in sight at first; without any, Germany. */
  readonly positions: readonly Position[];
  /** Whether the page scrolls past the map, which then moves by two fingers or Ctrl. */
  readonly cooperative: boolean;
  /** Puts sources and layers onto a style that has just been loaded. */
  readonly draw: (map: MapLibreMap) => void;
}

/** Opens a map at the end of `place`, whose data say the style, whom to name and the words of its controls; `data-ready` tells that it is drawn. */
export function openOverview(place: HTMLElement, { positions, cooperative, draw }: Overview): MapLibreMap {
  prepareMaps();
  const container = document.createElement('div');
  container.className = 'map-canvas';
  place.append(container);
  const style = () => place.dataset[currentScheme() === 'dark' ? 'styleDark' : 'styleLight'] ?? '';
  const map = new MapLibreMap({
    container,
    style: style(),
    bounds: around(positions),
    fitBoundsOptions: { padding: 44, maxZoom: 15 },
    attributionControl: { compact: true, customAttribution: place.dataset['attribution'] ?? '' },
    cooperativeGestures: cooperative,
    fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
    locale: JSON.parse(place.dataset['words'] ?? '{}') as Record<string, string>,
  });
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.on('style.load', () => draw(map));
  onSchemeChange(() => {
    delete place.dataset['ready'];
    map.setStyle(style());
  });
  map.on('idle', () => (place.dataset['ready'] = 'true'));
  return map;
}

function around(positions: readonly Position[]): LngLatBounds {
  const bounds = new LngLatBounds();
  for (const position of positions) bounds.extend(position);
  return bounds.isEmpty() ? new LngLatBounds([5.9, 47.3], [15, 55]) : bounds;
}

/** Pointing at a row of the list, or reaching it by keyboard, lights the pin with its id; `layer` names the source too. */
export function lightWithRows(map: MapLibreMap, layer: string, rows: ReadonlyMap<string, HTMLElement>): void {
  for (const [id, row] of rows) {
    const light = (lit: boolean) => map.getSource(layer) && map.setFeatureState({ source: layer, id }, { lit });
    for (const kind of ['pointerenter', 'focusin']) row.addEventListener(kind, () => light(true));
    for (const kind of ['pointerleave', 'focusout']) row.addEventListener(kind, () => light(false));
  }
}

/** What `pressed` does with a pin, and a hand over it that says so. */
export function letPress(map: MapLibreMap, layer: string, pressed: (properties: Record<string, unknown>, at: Position) => void): void {
  map.on('click', layer, ({ features, lngLat }) => {
    const properties = features?.[0]?.properties;
    if (properties) pressed(properties, [lngLat.lng, lngLat.lat]);
  });
  map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'pointer'));
  map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
}
