/**
 * What a click on the map means just now, and the edits that follow from it. The map pane and the forms
 * share it: "draw on the map" in a form and the button on the map are the same thing.
 */
import { addStation, newStation, newStop } from '../edits/addStation.ts';
import { moveStationPosition } from '../edits/moveStationPosition.ts';
import { setField } from '../edits/setField.ts';
import { setLeg } from '../edits/setLeg.ts';
import type { Area, Id, Json, Medium, Station, Trigger } from '../model/documents.ts';
import { editor } from '../model/store.svelte.ts';
import { view } from '../model/view.svelte.ts';
import { stopsOf, type Edit } from '../model/workspace.ts';
import { rounded, type Line, type Position } from '$viewer/map/geometry.ts';
import { drawnLeg, positionOf, waysOf } from './route.ts';
import {
  areaOfShape,
  circleFromPolygon,
  polygonFromCircle,
  shapeOfArea,
  type CircleShape,
  type PolygonShape,
  type Shape,
} from './shapes.ts';

/** A picture that has been uploaded and does not say where it was taken. */
export interface PhotoToPlace {
  readonly name: string;
  readonly medium: Medium;
}

export type Mode =
  | { readonly kind: 'browse' }
  | { readonly kind: 'add' }
  | { readonly kind: 'place'; readonly station: Id }
  | { readonly kind: 'area'; readonly station: Id; readonly trigger: number }
  | { readonly kind: 'draw'; readonly station: Id; readonly trigger: number; readonly corners: Line }
  | { readonly kind: 'photos'; readonly waiting: readonly PhotoToPlace[] };

const BROWSE: Mode = { kind: 'browse' };
/** How large a new geofence is: near enough to see the thing, far enough for a phone's error between houses. */
const USUAL_RADIUS_M = 30;

class MapTools {
  #mode = $state.raw<Mode>(BROWSE);

  get mode(): Mode {
    return this.#mode;
  }

  set mode(mode: Mode) {
    this.#mode = mode;
    // On a small screen the form lies over the map on which one has to click now.
    if (mode.kind !== 'browse') view.sheet = 'map';
  }

  /** Whether a click (or Enter at the crosshair) puts something on the map. */
  get aims(): boolean {
    return this.mode.kind !== 'browse' && this.mode.kind !== 'area';
  }

  browse(): void {
    this.mode = BROWSE;
    editor.seal();
  }

  toggleAdd(): void {
    this.mode = this.mode.kind === 'add' ? BROWSE : { kind: 'add' };
  }

  /** A click at `position`, or Enter with the crosshair there. */
  aim(position: Position): void {
    const { mode } = this;
    const place = rounded(position);
    if (mode.kind === 'add') {
      this.mode = BROWSE;
      addStationAt(place);
      view.sheet = 'inspector';
    } else if (mode.kind === 'place') {
      this.mode = BROWSE;
      editor.edit(moveStationPosition(mode.station, place));
      editor.seal();
    } else if (mode.kind === 'draw') {
      this.mode = { ...mode, corners: [...mode.corners, place] };
    } else if (mode.kind === 'photos') {
      this.#placePhoto(mode.waiting, place);
    }
  }

  /** The next of the waiting photos becomes a station; without a place where nobody knows it. */
  #placePhoto(waiting: readonly PhotoToPlace[], place: Position | undefined): void {
    const [photo, ...others] = waiting;
    if (photo !== undefined) addStationAt(place, photo.medium);
    this.mode = others.length > 0 ? { kind: 'photos', waiting: others } : BROWSE;
  }

  skipPhoto(): void {
    if (this.mode.kind === 'photos') this.#placePhoto(this.mode.waiting, undefined);
  }

  awaitPlaces(photos: readonly PhotoToPlace[]): void {
    if (photos.length === 0) return;
    const waiting = this.mode.kind === 'photos' ? this.mode.waiting : [];
    this.mode = { kind: 'photos', waiting: [...waiting, ...photos] };
  }

  /** Takes hold of a geofence; a station without one gets a circle round its place. */
  editArea(station: Id, trigger?: number): void {
    const triggers = editor.workspace.stations[station]?.triggers ?? [];
    const index = trigger ?? triggers.findIndex((each) => each.kind === 'geofence');
    if (index !== -1) {
      this.mode = { kind: 'area', station, trigger: index };
      return;
    }
    const centre = positionOf(editor.workspace, station);
    if (centre === undefined) {
      this.mode = { kind: 'place', station };
      return;
    }
    addTrigger(station, circleTrigger(centre));
    this.mode = { kind: 'area', station, trigger: triggers.length };
  }

  /** A polygon drawn corner by corner in place of the geofence. */
  drawArea(station: Id, trigger: number): void {
    this.mode = { kind: 'draw', station, trigger, corners: [] };
  }

  get canFinish(): boolean {
    return this.mode.kind === 'draw' && this.mode.corners.length >= 3;
  }

  finishDrawing(): void {
    const { mode } = this;
    if (mode.kind !== 'draw' || !this.canFinish) return;
    const shape: PolygonShape = { kind: 'polygon', corners: mode.corners };
    editor.edit(setArea(mode.station, mode.trigger, areaOfShape(shape)));
    this.mode = { kind: 'area', station: mode.station, trigger: mode.trigger };
    editor.seal();
  }

  takeBackCorner(): void {
    if (this.mode.kind === 'draw') this.mode = { ...this.mode, corners: this.mode.corners.slice(0, -1) };
  }
}

export const mapTools = new MapTools();

export function circleTrigger(centre: Position): Trigger {
  return { kind: 'geofence', area: { kind: 'circle', centre, radius_m: USUAL_RADIUS_M } };
}

export function addTrigger(station: Id, trigger: Trigger): void {
  const edit = setField(station, '/triggers/-', trigger as unknown as Json, {
    label: 'parts.edit.add_trigger',
  });
  editor.edit(edit);
  editor.seal();
}

export function setArea(station: Id, trigger: number, area: Area, gesture?: string): Edit {
  return setField(station, `/triggers/${trigger}/area`, area as unknown as Json, {
    label: 'parts.edit.area',
    ...(gesture && { gesture }),
  });
}

/** The same place as the other shape: nobody has to begin again to change her mind. */
export function changeAreaKind(station: Id, trigger: number, area: Area): void {
  const shape = shapeOfArea(area);
  const other = shape.kind === 'circle' ? polygonFromCircle(shape) : circleFromPolygon(shape);
  editor.edit(setArea(station, trigger, areaOfShape(other)));
  editor.seal();
}

/** A new station after the selected stop, else at the end; it is selected and asks for its title. */
export function addStationAt(place: Position | undefined, medium?: Medium): void {
  const { workspace, selection } = editor;
  const bare = newStation(workspace.tour.original, '', place);
  const station: Station = medium
    ? { ...bare, cover: medium.id, story: [{ id: 'block-1', kind: 'image', medium: medium.id }] }
    : bare;
  const stop = newStop(workspace, station);
  editor.edit(addStation(station, stop, moduleOf(selection), indexAfter(selection)));
  const placed = stopsOf(editor.workspace.tour).find((each) => each.stop.id === stop.id);
  if (placed === undefined) return;
  editor.goTo(
    { kind: 'stop', module: placed.module, stop: stop.id, station: station.id },
    { document: station.id, pointer: '/title' },
  );
}

function moduleOf(selection: typeof editor.selection): string | undefined {
  return selection.kind === 'stop' || selection.kind === 'module' ? selection.module : undefined;
}

function indexAfter(selection: typeof editor.selection): number | undefined {
  if (selection.kind !== 'stop') return undefined;
  const module = editor.workspace.tour.modules?.find((each) => each.id === selection.module);
  const index = module?.stops?.findIndex((stop) => stop.id === selection.stop) ?? -1;
  return index === -1 ? undefined : index + 1;
}

/** What the grips on the map belong to, and how it is written back. */
export interface Grasp {
  readonly key: string;
  readonly shape: Shape;
  readonly write: (shape: Shape, gesture?: string) => void;
}

/** The shape that is being edited: a geofence in its mode, or the selected leg. */
export function graspOf(mode: Mode): Grasp | undefined {
  const { workspace, selection } = editor;
  if (mode.kind === 'area') {
    const trigger = workspace.stations[mode.station]?.triggers?.[mode.trigger];
    if (trigger?.kind !== 'geofence' || !editor.editable(mode.station)) return undefined;
    const { area } = trigger;
    return {
      key: `area-${mode.station}-${mode.trigger}`,
      shape: shapeOfArea(area),
      write: (shape, gesture) =>
        editor.edit(
          setArea(
            mode.station,
            mode.trigger,
            areaOfShape(shape as CircleShape | PolygonShape, area),
            gesture,
          ),
        ),
    };
  }
  if (mode.kind !== 'browse' || selection.kind !== 'leg' || !editor.editable(workspace.tour.id))
    return undefined;
  const way = waysOf(workspace).find(({ from, to }) => from === selection.from && to === selection.to);
  if (way === undefined || way.line.length < 2) return undefined;
  return {
    key: `leg-${way.from}-${way.to}`,
    shape: { kind: 'line', points: way.line },
    write: (shape, gesture) => {
      if (shape.kind !== 'line') return;
      editor.edit(setLeg(way.from, way.to, drawnLeg(way.leg, shape.points, workspace.tour.mode), gesture));
    },
  };
}
