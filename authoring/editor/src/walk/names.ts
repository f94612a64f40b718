/** What the stops of a walk are called, as the tour was when it was walked. */

import { named } from '../map/pins.ts';
import { editor } from '../model/store.svelte.ts';
import { stopsOf, type PlacedStop } from '../model/workspace.ts';
import { walking } from './walking.svelte.ts';

export function placedStop(stop: string): PlacedStop | undefined {
  const { taken } = walking;
  return taken === null ? undefined : stopsOf(taken.workspace.tour).find((each) => each.stop.id === stop);
}

export function nameOfStop(stop: string): string {
  const { taken } = walking;
  const station = taken?.workspace.stations[placedStop(stop)?.stop.station ?? ''];
  return named(station?.title, editor.language, taken?.workspace.tour.original ?? editor.language);
}
