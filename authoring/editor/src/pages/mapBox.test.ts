import { expect, it } from 'vitest';

import { boxText } from './mapBox.ts';

it('writes the sides in the order of GeoJSON, about a metre fine', () => {
  expect(boxText([[10.9512349, 50.93], [11.12, 51.03]])).toBe('10.95123, 50.93, 11.12, 51.03');
});

it('comes back into the world after a turn around it, and may cross the antimeridian', () => {
  expect(boxText([[170, -20], [190, -10]])).toBe('170, -20, -170, -10');
});

it('holds every longitude when the map shows more than the world', () => {
  expect(boxText([[-400, -100], [400, 95]])).toBe('-180, -90, 180, 90');
});
