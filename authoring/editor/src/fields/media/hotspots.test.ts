import { describe, expect, it } from 'vitest';

import { direction, directionAt, percentOf, stepped, withOneMore } from './hotspots.ts';

describe('a point of a 360° photo', () => {
  it('lies where the flat picture shows it', () => {
    expect(directionAt(0.5, 0.5)).toEqual({ yaw_deg: 0, pitch_deg: 0 });
    expect(directionAt(0.75, 0.25)).toEqual({ yaw_deg: 90, pitch_deg: 45 });
    expect(percentOf({ yaw_deg: -90, pitch_deg: -45 })).toEqual([25, 75]);
    for (const [x, y] of [[10, 20], [50, 50], [99, 1]] as const) {
      const [backX, backY] = percentOf(directionAt(x / 100, y / 100));
      expect(Math.abs(backX - x)).toBeLessThan(0.05);
      expect(Math.abs(backY - y)).toBeLessThan(0.05);
    }
  });

  it('goes on at the other side, but not over the zenith', () => {
    expect(stepped({ yaw_deg: 175, pitch_deg: 0 }, 'ArrowRight', true)).toEqual({ yaw_deg: -175, pitch_deg: 0 });
    expect(stepped({ yaw_deg: -180, pitch_deg: 0 }, 'ArrowLeft', false)).toEqual({ yaw_deg: 179, pitch_deg: 0 });
    expect(stepped({ yaw_deg: 0, pitch_deg: 85 }, 'ArrowUp', true)).toEqual({ yaw_deg: 0, pitch_deg: 90 });
    expect(stepped({ yaw_deg: 0, pitch_deg: 0 }, 'Enter', false)).toBeUndefined();
    expect(direction(540, -200)).toEqual({ yaw_deg: -180, pitch_deg: -90 });
  });

  it('stays in the picture when it is dragged beyond its edge', () => {
    expect(directionAt(1.4, -3)).toEqual({ yaw_deg: 180, pitch_deg: 90 });
    expect(directionAt(-2, 2)).toEqual({ yaw_deg: -180, pitch_deg: -90 });
  });

  it('has an id of its own', () => {
    const one = withOneMore([], { yaw_deg: 0, pitch_deg: 0 });
    const two = withOneMore(one, { yaw_deg: 10, pitch_deg: 0 });
    expect(two.map(({ id }) => id)).toEqual(['spot-1', 'spot-2']);
    expect(new Set(withOneMore(two.slice(1), { yaw_deg: 0, pitch_deg: 0 }).map(({ id }) => id)).size).toBe(2);
  });
});
