import { describe, expect, it } from 'vitest';

import { lightOf, printed } from './printed.ts';

describe('a printed target', () => {
  it('is fine or coarse by its pixels on its width', () => {
    expect(printed(0.508, [2000, 1500])).toMatchObject({ dpi: 100, coarse: false });
    expect(printed(2, [2000, 1500])).toMatchObject({ dpi: 25, coarse: true });
  });

  it('is seen from farther when it is larger, by its longer side', () => {
    const wide = printed(1, [1000, 500]).seenFrom;
    expect(wide).toBeCloseTo(2.19, 1);
    expect(printed(1, [1000, 2000]).seenFrom).toBeCloseTo(2 * wide, 5);
  });

  it('has the light of its score', () => {
    expect([0, 24, 25, 74, 75, 100].map(lightOf)).toEqual(['red', 'red', 'amber', 'amber', 'green', 'green']);
  });
});
