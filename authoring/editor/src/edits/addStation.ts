import type { Module, Position, Station, Stop } from '../model/documents.ts';
import { localId, newId } from '../model/ids.ts';
import { stopsOf, withDocument, type Edit, type Workspace } from '../model/workspace.ts';
import { withModule, withStop, withTrueLegs } from './modules.ts';

/** A station that nothing is known of but its title and, perhaps, its place. */
export function newStation(original: string, title: string, position?: Position): Station {
  return {
    format: 'wayfable/1.0',
    kind: 'station',
    id: newId(),
    original,
    title: title === '' ? {} : { [original]: title },
    ...(position && { place: { position } }),
  };
}

/** The stop that `addStation` would make, so that it can be selected. */
export function newStop(workspace: Workspace, station: Station): Stop {
  return { id: localId('stop', stopsOf(workspace.tour).map(({ stop }) => stop.id)), station: station.id };
}

/** A module without stops, with an id that the tour does not use yet. */
export function newModule(workspace: Workspace, title: string): Module {
  const id = localId('module', (workspace.tour.modules ?? []).map((module) => module.id));
  return { id, title: title === '' ? {} : { [workspace.tour.original]: title }, stops: [] };
}

/**
 * Put a station into the tour as a stop: a new one, or one of the library.
 *
 * Without a module it goes to the end of the last one; a tour without modules gets its first.
 */
export function addStation(station: Station, stop: Stop, module?: string, index = Infinity): Edit {
  return {
    label: 'editor.edit.add_station',
    apply(workspace) {
      const held = withDocument(workspace, station);
      const { tour } = workspace;
      const modules = tour.modules?.length ? tour.modules : [newModule(workspace, '')];
      const goal = modules.find((each) => each.id === module) ?? modules.at(-1);
      if (goal === undefined) return workspace;
      const after = withModule({ ...tour, modules }, goal.id, (each) => withStop(each, stop, index));
      return { ...held, tour: withTrueLegs(tour, after) };
    },
  };
}
