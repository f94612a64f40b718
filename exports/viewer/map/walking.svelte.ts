/** Where somebody is on a tour, while they want that to be known; it never leaves the phone. */
import { askForAttitude, watchAttitude, watchPlace, type Fix, type Unplaced } from '../ar/sensing.ts';
import type { Halt } from '../reading/telling.ts';
import { bearingDeg, distanceM, flat } from './geometry.ts';
import { Noticing, type Fence } from './noticing.ts';

export interface Way {
  readonly distance_m: number;
  /** From North, clockwise. */
  readonly bearing_deg: number;
}

export class Walking {
  fix = $state.raw<Fix>();
  problem = $state<Unplaced>();
  asked = $state(false);
  /** How the phone is held, from North; undefined where it does not say. */
  heading = $state<number>();
  /** The station that was noticed and is not open. */
  noticed = $state<string>();
  #noticing: Noticing | undefined;
  #ends: (() => void)[] = [];

  /** Begin with a tour; `spent` are the stations that need not be noticed any more. */
  begin(halts: readonly Halt[], spent: readonly string[]): void {
    this.noticed = undefined;
    this.#noticing = new Noticing(halts.flatMap(fencesOf), spent);
  }

  /** Ask for the position; to be called by a press. */
  async start(): Promise<void> {
    this.problem = undefined;
    this.asked = true;
    for (const end of this.#ends) end();
    this.#ends = [watchPlace({ fixed: (fix) => this.#fixed(fix), unplaced: (why) => this.#lost(why) })];
    if (await askForAttitude()) this.#ends.push(watchAttitude(({ heading_deg }) => (this.heading = heading_deg)));
  }

  /** It was opened: its card goes, and does not come again. */
  opened(station: string): void {
    this.#noticing?.spend(station);
    if (this.noticed === station) this.noticed = undefined;
  }

  dismiss(): void {
    this.noticed = undefined;
  }

  wayTo(halt: Halt): Way | undefined {
    const { fix } = this;
    const there = halt.station.place?.position;
    if (fix === undefined || there === undefined) return undefined;
    const here = [fix.lon, fix.lat] as const;
    return { distance_m: distanceM(here, flat(there)), bearing_deg: bearingDeg(here, flat(there)) };
  }

  #fixed(fix: Fix): void {
    this.problem = undefined;
    this.fix = fix;
    const found = this.#noticing?.heard(fix);
    if (found === undefined) return;
    this.noticed = found;
    navigator.vibrate?.(200);
  }

  #lost(why: Unplaced): void {
    this.problem = why;
    if (why === 'denied') this.asked = false;
  }
}

function fencesOf({ station }: Halt): Fence[] {
  return (station.triggers ?? []).flatMap((trigger) => (trigger.kind === 'geofence' ? [{ station: station.id, trigger }] : []));
}
