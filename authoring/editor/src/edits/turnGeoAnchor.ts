import { turnOfHeading } from '../../../../tour_schema/typescript/frames.ts';
import { setField } from './setField.ts';
import type { Edit } from '../model/workspace.ts';
import type { Id } from '../model/documents.ts';

/** Turn an anchor on Earth so that its x axis points there by the compass; it stands level then. */
export function turnGeoAnchor(station: Id, anchor: string, compass: number): Edit {
  const [x, y, z, w] = turnOfHeading(compass);
  // A millionth is a tenth of a second of arc.
  const to = (value: number) => Number(value.toFixed(7)) + 0;
  const turn = { x: to(x), y: to(y), z: to(z), w: to(w) };
  return setField(station, `${anchor}/geopose/quaternion`, turn, { label: 'stage.edit.turn_anchor' });
}
