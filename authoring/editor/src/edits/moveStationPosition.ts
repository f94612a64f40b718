import type { Id, Position, Trigger } from '../model/documents.ts';
import { withDocument, type Edit } from '../model/workspace.ts';

/**
 * Put a station somewhere else. A circle that triggers at its old position comes along; any other
 * geofence was drawn for its own reason and stays. `gesture` joins all of one drag.
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
      return withDocument(workspace, {
        ...station,
        place: { ...station.place, position },
        ...(triggers && { triggers }),
      });
    },
  };
}

function follow(trigger: Trigger, from: Position | undefined, to: Position): Trigger {
  if (trigger.kind !== 'geofence' || trigger.area.kind !== 'circle') return trigger;
  const { centre } = trigger.area;
  const together = from !== undefined && centre[0] === from[0] && centre[1] === from[1];
  return together ? { ...trigger, area: { ...trigger.area, centre: to } } : trigger;
}
