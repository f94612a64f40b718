import { describe, expect, it } from 'vitest';

import { metresPerPixel, scaleBar, showDuration, showLength } from './scale.ts';

const plain = (text: string) => text.replace(/\s/gu, ' ');

describe('the scale', () => {
  it("speaks the reader's language", () => {
    expect(plain(showLength(240.4, 'de'))).toBe('240 m');
    expect(plain(showLength(1240, 'de'))).toBe('1,2 km');
    expect(plain(showLength(1240, 'en'))).toBe('1.2 km');
    expect(plain(showLength(1240, 'en-GB'))).toBe('0.8 mi');
    expect(plain(showDuration(20, 'de'))).toBe('1 Min.');
    expect(plain(showDuration(4800, 'en'))).toBe('1 hr 20 min');
  });

  it('is never wider than its room and always a round number', () => {
    for (let zoom = 0; zoom < 22; zoom += 1) {
      const bar = scaleBar(metresPerPixel(51, zoom), 100, 'de');
      expect(bar.widthPx).toBeLessThanOrEqual(100);
      expect(bar.widthPx).toBeGreaterThan(30);
      expect(bar.label).toMatch(/^[125][0.]*\s|^0,0*[125]\s/u);
    }
  });
});
