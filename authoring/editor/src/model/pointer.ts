/** JSON pointers (RFC 6901) into frozen documents: read one place, or make a new document with it changed. */

import type { Json } from './documents.ts';

/** `"/story/0/text/de"` → `["story", "0", "text", "de"]`; the empty pointer is the whole document. */
export function parts(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The inverse of `parts`; numbers are array positions. */
export function pointer(...steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What stands at `path`, or undefined where nothing does. */
export function at(document: unknown, path: string): Json | undefined {
  let here = document as Json | undefined;
  for (const step of parts(path)) {
    if (Array.isArray(here)) here = here[Number(step)] as Json | undefined;
    else if (isObject(here)) here = here[step];
    else return undefined;
  }
  return here;
}

/**
 * A new document with `value` at `path`; everything beside the path is shared with the old one.
 *
 * Undefined removes: a key from an object, an item from an array. Objects missing on the way are
 * made; `-` appends to an array, and a missing array is made for it.
 */
export function put<Whole>(document: Whole, path: string, value: Json | undefined): Whole {
  return putParts(document as Json, parts(path), value) as Whole;
}

function putParts(here: Json | undefined, path: readonly string[], value: Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(here) || (here === undefined && step === '-')) {
    return putItem((here ?? []) as readonly Json[], step, rest, value);
  }
  if (here !== undefined && !isObject(here)) throw new TypeError(`no place for ${step} in ${typeof here}`);
  const next = putParts(here?.[step], rest, value);
  if (next === here?.[step] && here !== undefined) return here;
  const changed: Record<string, Json | undefined> = { ...here, [step]: next };
  if (next === undefined) delete changed[step];
  return changed;
}

function putItem(
  items: readonly Json[],
  step: string,
  rest: readonly string[],
  value: Json | undefined,
): readonly Json[] {
  const index = step === '-' ? items.length : Number(step);
  const next = putParts(items[index], rest, value);
  if (next === undefined) return items.filter((_, position) => position !== index);
  if (next === items[index]) return items;
  return index >= items.length ? [...items, next] : items.with(index, next);
}

export function isObject(value: unknown): value is { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
