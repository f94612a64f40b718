/** Guarded JSON Patches (RFC 6902): the fixes that a report offers. All of it is applied, or nothing. */

import type { PatchOperation } from './checks.ts';
import type { Json } from './documents.ts';
import { same } from './merge.ts';
import { at, parts, pointer, put } from './pointer.ts';

/** The patched document, or null where a test fails or a place is gone: the document is another one by now. */
export function patched<Whole>(document: Whole, patch: readonly PatchOperation[]): Whole | null {
  let here: Whole | null = document;
  for (const operation of patch) {
    if (here === null) return null;
    here = step(here, operation);
  }
  return here;
}

function step<Whole>(document: Whole, { op, path, from, value }: PatchOperation): Whole | null {
  const there = at(document, path);
  switch (op) {
    case 'test':
      return same(there, value) ? document : null;
    case 'replace':
      return there === undefined ? null : put(document, path, value);
    case 'remove':
      return there === undefined ? null : put(document, path, undefined);
    case 'add':
      return add(document, path, value);
    case 'copy':
    case 'move': {
      const carried = at(document, from ?? '');
      if (carried === undefined) return null;
      return add(op === 'move' ? put(document, from ?? '', undefined) : document, path, carried);
    }
  }
}

/** In an array `add` makes room; everywhere else it sets. */
function add<Whole>(document: Whole, path: string, value: Json | undefined): Whole | null {
  const steps = parts(path);
  const last = steps.at(-1);
  const holder = pointer(...steps.slice(0, -1));
  const list = at(document, holder);
  if (!Array.isArray(list) || last === undefined || last === '-') return put(document, path, value);
  const index = Number(last);
  if (!Number.isInteger(index) || index > list.length) return null;
  return put(document, holder, (list as readonly Json[]).toSpliced(index, 0, value ?? null));
}
