/** Which modules can be chosen together, and how an address carries a choice. Pure; loaded by whoever has chosen. */
import type { Module } from '../../../tour_schema/typescript/generated/types.ts';
import type { Selection } from '../reading/selection.ts';

/**
 * The least choice with all of these modules that tells a coherent story, as `tour_schema/choices.py` proves it:
 * with every required module, and with each module all that it comes after. Undefined where two of them exclude each other.
 */
export function coherent(modules: readonly Module[], wanted: Iterable<string>): ReadonlySet<string> | undefined {
  const known = new Map(modules.map((module) => [module.id, module]));
  const chosen = new Set<string>();
  const waiting = [...modules.filter(({ required }) => required).map(({ id }) => id), ...wanted];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const module = known.get(id);
    if (module === undefined || chosen.has(id)) continue;
    chosen.add(id);
    waiting.push(...(module.after ?? []));
  }
  const clash = modules.some(({ id, not_with = [] }) => chosen.has(id) && not_with.some((other) => other !== id && chosen.has(other)));
  return clash ? undefined : chosen;
}

/** As an address carries it: `m1,m3!stop-4`. */
export function written({ modules, skipped }: Selection): string {
  return [modules.join(','), skipped.join(',')].filter(Boolean).join('!');
}

/** What an address carries, made whole; undefined where that is nothing of this tour, or is not allowed together. */
export function selected(modules: readonly Module[], text: string): Selection | undefined {
  const [wanted = [], skipped = []] = text.split('!').map((part) => part.split(','));
  if (!modules.some(({ id }) => wanted.includes(id))) return undefined;
  const chosen = coherent(modules, wanted);
  return chosen && { modules: modules.map(({ id }) => id).filter((id) => chosen.has(id)), skipped: optional(modules, skipped) };
}

function optional(modules: readonly Module[], ids: readonly string[]): readonly string[] {
  return modules.flatMap(({ stops = [] }) => stops.filter((stop) => stop.optional === true && ids.includes(stop.id)).map(({ id }) => id));
}
