import { describe, expect, it } from 'vitest';

import { clockTime, fewerPeaks, readPeaks, wavePath } from './waveform.ts';

describe('a waveform', () => {
  it('is read from shares and from bytes alike', () => {
    expect(readPeaks({ peaks: [0, 0.5, 1] })).toEqual([0, 0.5, 1]);
    expect(readPeaks([0, 255])).toEqual([0, 1]);
    expect(readPeaks(null)).toEqual([]);
    expect(readPeaks({ peaks: 'x' })).toEqual([]);
  });

  it('keeps the loudest of each stretch when it is drawn narrow', () => {
    expect(fewerPeaks([0, 1, 0.2, 0.4], 2)).toEqual([1, 0.4]);
    expect(fewerPeaks([0.1], 2)).toEqual([0.1]);
  });

  it('draws one bar a peak, silence as a hair', () => {
    expect(wavePath([0, 1], 10, 20)).toBe('M2.5 9.5V10.5M7.5 0.0V20.0');
    expect(wavePath([], 10, 20)).toBe('');
  });

  it('tells the time as a clock does', () => {
    expect(clockTime(125.7)).toBe('2:05');
    expect(clockTime(Number.NaN)).toBe('0:00');
  });
});
