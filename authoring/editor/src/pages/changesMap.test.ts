/** What the map of changes draws: old and new, and from where to where a station moved. */
import { expect, it, vi } from 'vitest';

vi.mock('./overviewMap.ts', () => ({}));
const { features } = await import('./changesMap.ts');

it('draws a station that moved twice, with a line between', () => {
  const stations = [
    { id: 'a', title: 'A', before: [11, 50] as [number, number], after: [11.1, 50.1] as [number, number] },
    { id: 'b', title: 'B', before: null, after: [11.2, 50.2] as [number, number] },
  ];
  const way: [number, number][] = [
    [11, 50],
    [11.2, 50.2],
  ];
  const drawn = features({ stations, ways: { before: [], after: [way] } }).features;
  const told = drawn.map(({ geometry, properties }) => `${geometry.type} ${String(properties?.['time'])} ${String(properties?.['id'] ?? '')}`);
  expect(told).toEqual(['LineString after ', 'LineString move ', 'Point before a', 'Point after a', 'Point after b']);
});
