/** The scenes of a station, where they have the form that a scene has: drafts are kept whatever they hold. */

import type { JsonObject, Scene, Station } from './documents.ts';

/**
 * The scenes; none where the station has none, and undefined where one is so misshapen that it cannot be shown:
 * no list of objects, or without ids of their own by which an edit would find them.
 */
export function scenesOf(station: Station | undefined): readonly Scene[] | undefined {
  const scenes: unknown = station?.scenes ?? [];
  if (!areNamed(scenes)) return undefined;
  const sound = scenes.every(
    ({ anchors = [], contents = [] }) => areNamed(anchors) && areNamed(contents) && anchors.every(isPlaced),
  );
  return sound ? (scenes as readonly unknown[] as readonly Scene[]) : undefined;
}

function areNamed(value: unknown): value is readonly JsonObject[] {
  if (!Array.isArray(value) || !value.every(isObject)) return false;
  const ids = new Set(value.map(({ id }) => id));
  return ids.size === value.length && [...ids].every((id) => typeof id === 'string');
}

/** An anchor on Earth says where it is and how it is turned, in numbers. */
function isPlaced({ kind, geopose }: JsonObject): boolean {
  if (kind !== 'geo') return true;
  if (!isObject(geopose)) return false;
  return areNumbers(geopose['position'], ['lat', 'lon', 'h']) && areNumbers(geopose['quaternion'], ['x', 'y', 'z', 'w']);
}

function areNumbers(value: unknown, names: readonly string[]): boolean {
  return isObject(value) && names.every((name) => typeof value[name] === 'number');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
