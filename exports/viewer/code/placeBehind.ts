/** Where a printed code leads from within a tour. Pure. */
import { placeInCode, type Place } from '../app/place.ts';

/**
 * A stop of this tour opens whatever host its sign names: stations keep their ids when a publisher moves. Other tours open
 * where they are this publisher's. Undefined where the code is neither.
 */
export function placeBehind(text: string, tour: string | undefined, origin: string, isHere: (station: string) => boolean): Place | undefined {
  const place = placeInCode(text);
  if (place?.station !== undefined && isHere(place.station)) return { tour, station: place.station };
  return place !== undefined && new URL(text).origin === origin ? place : undefined;
}
