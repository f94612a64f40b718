import { describe, expect, it } from 'vitest';

import * as frames from '../../../../tour_schema/typescript/frames.ts';
import cases from '../../../../tour_schema/typescript/generated/frames.json';

interface Case {
  readonly call: string;
  readonly given: readonly unknown[];
  readonly gives?: unknown;
  readonly fault?: string;
}

type Call = (...given: readonly unknown[]) => unknown;

const functions = frames as unknown as Readonly<Record<string, Call>>;
const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** Computed through the Earth's centre: good to a micrometre, by the field's name or the function's. */
const METRES = /^(?:ecef_of|offset) |\/h$/;

/** That two values are the same but for the last digits of their numbers. */
function expectClose(found: unknown, wanted: unknown, where: string): void {
  if (typeof wanted === 'number') {
    expect(typeof found, where).toBe('number');
    expect(Math.abs((found as number) - wanted), where).toBeLessThanOrEqual(METRES.test(where) ? 1e-6 : 1e-11);
  } else if (typeof wanted === 'object' && wanted !== null) {
    expect(Object.keys(found as object).sort(), where).toEqual(Object.keys(wanted).sort());
    for (const [key, each] of Object.entries(wanted)) {
      expectClose((found as Readonly<Record<string, unknown>>)[key], each, `${where}/${key}`);
    }
  } else {
    expect(found, where).toEqual(wanted);
  }
}

describe('the frames of AR give in TypeScript what they give in Python', () => {
  const all = cases as readonly Case[];
  for (const call of new Set(all.map((each) => each.call))) {
    it(call, () => {
      for (const [index, { given, gives, fault }] of all.filter((each) => each.call === call).entries()) {
        const run = () => functions[camel(call)]!(...given);
        if (fault === undefined) expectClose(run(), gives, `${call} ${index}`);
        else expect(run, `${call} ${index}`).toThrow(fault);
      }
    });
  }

  it('every function is tried', () => {
    const exported = Object.keys(frames).filter((name) => name !== 'FrameFault');
    expect(new Set(all.map((each) => camel(each.call)))).toEqual(new Set(exported));
  });
});
