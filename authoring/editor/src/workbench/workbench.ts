/**
 * Work on 3D models that only JavaScript's libraries can do, as a program for Node: one JSON request on standard
 * input, one JSON answer on standard output. It is started confined by `authoring/sandbox.py`, on files that
 * `authoring/media/models.py` has checked before.
 */
import { readFileSync, writeSync } from 'node:fs';

import type { OptimiseRequest } from './optimise.ts';
import { Refusal } from './refusal.ts';
import type { ValidateRequest } from './validate.ts';

type Request = { readonly payload: ValidateRequest | OptimiseRequest };

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;

async function answer(): Promise<object> {
  const { payload } = JSON.parse(readFileSync(STANDARD_INPUT, 'utf-8')) as Request;
  try {
    // Each loads only its own libraries: an upload waits for the first, and need not for the second.
    if (payload.task === 'validate') return { result: await (await import('./validate.ts')).validate(payload) };
    return { result: await (await import('./optimise.ts')).optimise(payload) };
  } catch (fault) {
    if (fault instanceof Refusal) return { refused: fault.code, values: fault.values };
    throw fault;
  }
}

// What libraries print must not mix with the answer.
console.log = console.info = console.debug = console.warn = console.error;
writeSync(STANDARD_OUTPUT, JSON.stringify(await answer()));
process.exit(0);
