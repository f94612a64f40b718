/**
 * The editor's map, loaded when it is shown. No form imports it, so that the first load of the editor is free
 * of MapLibre.
 */
import { Map as MapLibreMap, type StyleSpecification } from 'maplibre-gl';

import { t } from '../words/words.ts';
import type { Bounds, Position } from '$viewer/map/geometry.ts';
import { prepareMaps } from '$viewer/map/prepare.ts';
import type { MapSource } from './source.ts';

/** Shown where the configured style cannot be reached: pins and routes still make a map. */
const BLANK: StyleSpecification = { version: 8, sources: {}, layers: [] };

export interface MapStart {
  readonly container: HTMLElement;
  readonly source: MapSource;
  readonly style: string;
  readonly bounds?: Bounds | undefined;
  readonly centre?: Position | undefined;
  readonly zoom?: number | undefined;
  readonly interactive?: boolean;
}

/** A MapLibre map with our words, flat and north up, so that an arrow key's "up" is north. */
export function openMap(start: MapStart): MapLibreMap {
  prepareMaps();
  const map = new MapLibreMap({
    container: start.container,
    style: start.style,
    ...(start.bounds
      ? {
          bounds: [...start.bounds] as [number, number, number, number],
          fitBoundsOptions: { padding: 56, maxZoom: 16 },
        }
      : { center: [...(start.centre ?? [10.45, 51.16])] as [number, number], zoom: start.zoom ?? 5 }),
    maxZoom: 21,
    interactive: start.interactive ?? true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: {
      compact: true,
      ...(start.source.attribution && { customAttribution: start.source.attribution }),
    },
    refreshExpiredTiles: false,
    fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
    locale: {
      'Map.Title': t('parts.map.title'),
      'AttributionControl.ToggleAttribution': t('parts.map.attribution'),
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.on('error', (event) => {
    // A style that does not answer must not leave an empty pane: MapLibre would never say "load".
    if (!map.isStyleLoaded() && map.getStyle() === undefined) map.setStyle(BLANK);
    console.warn(event.error);
  });
  return map;
}
