/** When a station is noticed by where somebody is: once, and after they have stayed. Pure but for what it remembers. */
import type { Fix } from '../ar/sensing.ts';
import type { GeofenceTrigger } from '../../../tour_schema/typescript/generated/types.ts';
import { distanceM, type Position } from './geometry.ts';

export interface Fence {
  readonly station: string;
  readonly trigger: GeofenceTrigger;
}

/** A worse fix says nothing of an area that is smaller than itself, m. */
const VAGUE_M = 60;
/** Whoever has been gone for so long comes back, ms; who is at the edge does not come and go. */
const GONE_MS = 60_000;

interface Ear {
  readonly fence: Fence;
  /** Inside since, ms. */
  since: number | undefined;
  /** Last inside, ms. */
  last: number;
  /** It has fired and is not armed again. */
  spent: boolean;
}

export class Noticing {
  readonly #ears: readonly Ear[];

  /** `spent`: the stations that were noticed before. */
  constructor(fences: readonly Fence[], spent: readonly string[]) {
    this.#ears = fences.map((fence) => ({
      fence,
      since: undefined,
      last: -Infinity,
      spent: isOnce(fence) && spent.includes(fence.station),
    }));
  }

  /** The station that is noticed with this fix; of several the one whose area is the smallest. */
  heard({ lon, lat, accuracy_m, at }: Fix): string | undefined {
    const here: Position = [lon, lat];
    const fired: Ear[] = [];
    for (const ear of this.#ears) {
      const { area, dwell_s = 0 } = ear.fence.trigger;
      if (accuracy_m > Math.max(VAGUE_M, reachOf(ear.fence))) continue;
      if (!holds(area, here)) {
        ear.since = undefined;
        if (at - ear.last > GONE_MS && !isOnce(ear.fence)) ear.spent = false;
        continue;
      }
      ear.last = at;
      ear.since ??= at;
      if (!ear.spent && at - ear.since >= dwell_s * 1000) fired.push(ear);
    }
    const nearest = fired.sort((one, other) => reachOf(one.fence) - reachOf(other.fence))[0];
    if (nearest !== undefined) this.spend(nearest.fence.station);
    return nearest?.fence.station;
  }

  /** It was noticed otherwise, such as by being opened: it need not be told again. */
  spend(station: string): void {
    for (const ear of this.#ears) if (ear.fence.station === station) ear.spent = true;
  }
}

const isOnce = ({ trigger }: Fence) => (trigger.repeat ?? 'once') === 'once';

/** Within the circle, or within the outer ring and no hole. */
export function holds(area: GeofenceTrigger['area'], here: Position): boolean {
  if (area.kind === 'circle') return distanceM(area.centre, here) <= area.radius_m;
  const [outer, ...holes] = area.rings;
  return outer !== undefined && isWithin(outer, here) && !holes.some((hole) => isWithin(hole, here));
}

function reachOf({ trigger: { area } }: Fence): number {
  if (area.kind === 'circle') return area.radius_m;
  const ring = area.rings[0] ?? [];
  const first = ring[0];
  return first === undefined ? 0 : Math.max(...ring.map((each) => distanceM(first, each))) / 2;
}

/** By how often a line to the east crosses the ring. */
function isWithin(ring: readonly Position[], [x, y]: Position): boolean {
  let within = false;
  ring.forEach(([ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % ring.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  });
  return within;
}
