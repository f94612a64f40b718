/** Many tours are published some at a time, and each is told of. */
import { expect, it } from 'vitest';

import { publishInTurn } from './republishing.ts';

it('tells of every tour, also where a part of them gets no answer', async () => {
  const tours = Array.from({ length: 45 }, (_, number) => `tour-${number}`);
  const asked: number[] = [];
  const told: string[] = [];
  await publishInTurn(
    tours,
    async (some) => {
      asked.push(some.length);
      if (asked.length === 2) throw new TypeError('no network');
      const [first = '', ...others] = some;
      return Promise.resolve({ items: others.map((tour) => ({ tour, version: 2 })), left_out: [{ tour: first, detail: 'ein Fehler' }] });
    },
    (tour, version, why) => told.push(version === null ? `${tour}: ${why}` : tour),
    'kein Netz',
  );
  expect(asked).toEqual([20, 20, 5]);
  expect(told).toHaveLength(45);
  expect(told.slice(0, 2)).toEqual(['tour-0: ein Fehler', 'tour-1']);
  expect(told[20]).toBe('tour-20: kein Netz');
});
