/** What somebody chose of a tour: an own way through it, told as coherently as the whole. Pure. */
import type { Module, Stop } from '../../../tour_schema/typescript/generated/types.ts';

export interface Selection {
  /** The ids of the modules. */
  readonly modules: readonly string[];
  /** The ids of the optional stops that are left out. */
  readonly skipped: readonly string[];
}

/** Whether a stop is on the way. */
export function holds({ modules, skipped }: Selection, module: Module, stop: Stop): boolean {
  return modules.includes(module.id) && !(stop.optional === true && skipped.includes(stop.id));
}
