/**
 * Work on 3D models and AR targets that only JavaScript's libraries can do, as a program for Node: one JSON request on
 * standard input, one JSON answer on standard output. It is started confined by `authoring/sandbox.py`, on files that
 * our own code has checked before, or made.
 */
import { readFileSync, writeSync } from 'node:fs';

import type { CompileRequest } from './compile.ts';
import type { FindRequest } from './find.ts';
import type { OptimiseRequest } from './optimise.ts';
import { Refusal } from './refusal.ts';
import type { ValidateRequest } from './validate.ts';

type Request = { readonly payload: ValidateRequest | OptimiseRequest | CompileRequest | FindRequest };

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;

async function answer(): Promise<object> {
  const { payload } = JSON.parse(readFileSync(STANDARD_INPUT, 'utf-8')) as Request;
  try {
    return { result: await work(payload) };
  } catch (fault) {
    if (fault instanceof Refusal) return { refused: fault.code, values: fault.values };
    throw fault;
  }
}

/** Each task loads only its own libraries: an upload waits for the first, and need not for the others. */
async function work(payload: Request['payload']): Promise<object> {
  switch (payload.task) {
    case 'validate':
      return (await import('./validate.ts')).validate(payload);
    case 'optimise':
      return (await import('./optimise.ts')).optimise(payload);
    case 'compile':
      return (await import('./compile.ts')).compile(payload);
    case 'find':
      return (await import('./find.ts')).find(payload);
  }
}

// What libraries print must not mix with the answer.
console.log = console.info = console.debug = console.warn = console.error;
writeSync(STANDARD_OUTPUT, JSON.stringify(await answer()));
process.exit(0);
