import { describe, expect, it } from 'vitest';

import { judged, onMeter, peakDb } from './level.ts';

describe('the level', () => {
  it('is that of the loudest sample, whichever its sign', () => {
    expect(peakDb([0.1, -0.5, 0.2])).toBeCloseTo(-6.02, 2);
    expect(peakDb([0, 0])).toBe(-Infinity);
  });

  it('stands on the meter from silence to full scale', () => {
    expect(onMeter(-Infinity)).toBe(0);
    expect(onMeter(-54)).toBe(0);
    expect(onMeter(-27)).toBeCloseTo(0.5);
    expect(onMeter(0)).toBe(1);
  });

  it('is judged for a person who speaks', () => {
    expect([-40, -12, -0.2].map(judged)).toEqual(['quiet', 'good', 'clipping']);
  });
});
