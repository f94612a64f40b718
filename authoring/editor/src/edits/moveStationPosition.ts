import { drawnLeg } from '../map/route.ts';
import type { Id, Leg, Position, Tour, Trigger } from '../model/documents.ts';
import { stopsOf, withDocument, type Edit } from '../model/workspace.ts';

/**
 * Put a station somewhere else. A circle that triggers at its old position comes along, and so do the
 * drawn ways that begin or end exactly there; any other geofence was drawn for its own reason and stays.
 * `gesture` joins all of one drag.
 */
export function moveStationPosition(id: Id, position: Position, gesture?: string): Edit {
  return {
    label: 'editor.edit.move_station',
    coalesce: `${id}#/place/position`,
    ...(gesture !== undefined && { gesture }),
    apply(workspace) {
      const station = workspace.stations[id];
      if (station === undefined) return workspace;
      const from = station.place?.position;
      const triggers = station.triggers?.map((trigger) => follow(trigger, from, position));
      const moved = withDocument(workspace, {
        ...station,
        place: { ...station.place, position },
        ...(triggers && { triggers }),
      });
      return from === undefined ? moved : withDocument(moved, withWays(moved.tour, id, from, position));
    },
  };
}

const same = (one: readonly number[] | undefined, other: Position) =>
  one?.[0] === other[0] && one[1] === other[1];

function follow(trigger: Trigger, from: Position | undefined, to: Position): Trigger {
  if (trigger.kind !== 'geofence' || trigger.area.kind !== 'circle') return trigger;
  const together = from !== undefined && same(trigger.area.centre, from);
  return together ? { ...trigger, area: { ...trigger.area, centre: to } } : trigger;
}

/** The tour with the ends of its drawn ways at the station's new place, measured anew. */
function withWays(tour: Tour, station: Id, from: Position, to: Position): Tour {
  const legs = tour.route?.legs;
  if (legs === undefined) return tour;
  const here = new Set(stopsOf(tour).flatMap(({ stop }) => (stop.station === station ? [stop.id] : [])));
  const changed = legs.map((leg) => withEnds(leg, here, from, to, tour.mode));
  return changed.every((leg, index) => leg === legs[index])
    ? tour
    : { ...tour, route: { ...tour.route, legs: changed } };
}

function withEnds(
  leg: Leg,
  here: ReadonlySet<string>,
  from: Position,
  to: Position,
  mode: Tour['mode'],
): Leg {
  const line = leg.geometry?.coordinates ?? [];
  const last = line.length - 1;
  const begins = here.has(leg.from) && same(line[0], from);
  const ends = here.has(leg.to) && same(line[last], from);
  if (last < 1 || (!begins && !ends)) return leg;
  const follows = line.map((point, index) =>
    (begins && index === 0) || (ends && index === last) ? to : point,
  );
  return { ...drawnLeg(leg, follows as unknown as readonly Position[], mode), from: leg.from, to: leg.to };
}
