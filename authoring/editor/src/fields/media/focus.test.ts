import { describe, expect, it } from 'vitest';

import { steppedFocus, withinPicture } from './focus.ts';

describe('a focal point', () => {
  it('goes a hundredth by arrow key, a tenth with Shift', () => {
    expect(steppedFocus([0.5, 0.5], 'ArrowLeft', false)).toEqual([0.49, 0.5]);
    expect(steppedFocus([0.5, 0.5], 'ArrowDown', true)).toEqual([0.5, 0.6]);
    expect(steppedFocus([0.5, 0.5], 'Enter', false)).toBeUndefined();
  });

  it('never leaves the picture', () => {
    expect(steppedFocus([0, 1], 'ArrowLeft', true)).toEqual([0, 1]);
    expect(withinPicture(-3, 1.2)).toEqual([0, 1]);
  });
});
