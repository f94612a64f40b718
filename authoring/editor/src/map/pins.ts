/** What of the workspace stands on the map, as things to take hold of. Pure but for the words. */
import { issuesOf, worst, type Report } from '../model/checks.ts';
import type { Stop } from '../model/documents.ts';
import { stopsOf, type Selection, type Workspace } from '../model/workspace.ts';
import { t } from '../words/words.ts';
import type { Thing } from './markers.ts';
import { positionOf } from './route.ts';
import { handlesOf, type Handle, type Shape } from './shapes.ts';

/** A text for people in the language that is written, else in the original, else any. */
export function named(
  text: Readonly<Record<string, string>> | undefined,
  language: string,
  original: string,
): string {
  return text?.[language] ?? text?.[original] ?? Object.values(text ?? {})[0] ?? t('parts.station.untitled');
}

export interface PinView {
  readonly workspace: Workspace;
  readonly report: Report;
  readonly selection: Selection;
  readonly language: string;
  readonly editable: (station: string) => boolean;
  /** The station whose geofence is being drawn: its pin would lie under the grip of the centre. */
  readonly covered: string | undefined;
}

/** What a pin is made of: while none of it changes, nor does the pin. */
type Ingredients = readonly unknown[];

const made = new WeakMap<Stop, { readonly of: Ingredients; readonly pin: Thing }>();

/** The pin made before of the very same, else a new one: two hundred are asked for after every letter. */
function once(stop: Stop, of: Ingredients, make: () => Thing): Thing {
  const known = made.get(stop);
  if (known?.of.every((each, index) => each === of[index]) === true) return known.pin;
  const pin = make();
  made.set(stop, { of, pin });
  return pin;
}

/** A pin for every stop whose station has a place, numbered as in the outline; the selected one is the tab stop. */
export function pinsOf({
  workspace,
  report,
  selection,
  language,
  editable,
  covered,
}: PinView): readonly Thing[] {
  const stops = stopsOf(workspace.tour).filter(
    ({ stop }) => stop.station !== covered && positionOf(workspace, stop.station) !== undefined,
  );
  const chosen = (id: string, station: string) =>
    selection.kind === 'stop'
      ? selection.stop === id
      : selection.kind === 'station' && selection.station === station;
  const first = stops.find(({ stop }) => chosen(stop.id, stop.station)) ?? stops[0];
  return stops.map((placed): Thing => {
    const { stop, number } = placed;
    const station = workspace.stations[stop.station]!;
    const selected = chosen(stop.id, stop.station);
    const fault = worst(issuesOf(report, stop.station));
    const movable = editable(stop.station);
    // Beside a geofence that is being drawn the pins are only there to be seen.
    const tabbable = placed === first && covered === undefined;
    return once(stop, [station, number, selected, fault, language, movable, tabbable], () => ({
      key: stop.id,
      position: positionOf(workspace, stop.station)!,
      className: `map-pin${selected ? ' selected' : ''}${fault && fault !== 'hint' ? ` ${fault}` : ''}`,
      text: String(number),
      label: pinLabel(number, named(station.title, language, station.original), fault, selected && movable),
      movable,
      steps: movable && selected,
      pressed: selected,
      tabbable,
    }));
  });
}

function pinLabel(number: number, name: string, fault: string | null, movable: boolean): string {
  const words = [t('parts.map.pin', { number: String(number), name })];
  if (fault === 'error' || fault === 'warning') words.push(t(`parts.issue.${fault}`));
  if (movable) words.push(t('parts.map.pin_keys'));
  return words.join(', ');
}

export function gripKey(handle: Pick<Handle, 'role' | 'index'>): string {
  return `grip-${handle.role}-${handle.index}`;
}

/** Grips of a shape. A way begins and ends at its stops, which are moved by their pins. */
export function gripsOf(shape: Shape, chosen: string | undefined): readonly Thing[] {
  const handles = handlesOf(shape).filter(
    (handle) =>
      shape.kind !== 'line' ||
      handle.role !== 'vertex' ||
      (handle.index > 0 && handle.index < shape.points.length - 1),
  );
  return handles.map((handle): Thing => {
    const key = gripKey(handle);
    return {
      key,
      position: handle.position,
      className: `map-grip ${handle.role}${key === chosen ? ' selected' : ''}`,
      text: '',
      label: t(`parts.map.grip.${handle.role}`, { number: String(handle.index + 1) }),
      movable: true,
      steps: true,
      tabbable: true,
    };
  });
}
