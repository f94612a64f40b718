/** The shape of a sound as a path to draw. Pure. */

/** Peaks (0 to 1, in time order) → the path of a mirrored wave in a box of `width` × `height`. */
export function wavePath(peaks: readonly number[], width: number, height: number): string {
  if (peaks.length === 0) return '';
  const middle = height / 2;
  const step = width / peaks.length;
  const bars = peaks.map((peak, index) => {
    // Silence keeps a hair, so that one sees that there is time in it.
    const half = Math.max(0.5, Math.min(1, Math.abs(peak)) * middle);
    const x = (index + 0.5) * step;
    return `M${x.toFixed(1)} ${(middle - half).toFixed(1)}V${(middle + half).toFixed(1)}`;
  });
  return bars.join('');
}

/** No more than `most` peaks: of each stretch the loudest. */
export function fewerPeaks(peaks: readonly number[], most: number): readonly number[] {
  if (peaks.length <= most) return peaks;
  return Array.from({ length: most }, (_, index) => {
    const from = Math.floor((index * peaks.length) / most);
    const to = Math.max(from + 1, Math.floor(((index + 1) * peaks.length) / most));
    return Math.max(...peaks.slice(from, to).map(Math.abs));
  });
}

/** Reads what the server says: `{"peaks": […]}` or a bare list; whole numbers are of a byte. */
export function readPeaks(said: unknown): readonly number[] {
  const list = Array.isArray(said) ? said : (said as { peaks?: unknown } | null)?.peaks;
  if (!Array.isArray(list)) return [];
  const numbers = list.filter((each): each is number => typeof each === 'number' && Number.isFinite(each));
  const largest = Math.max(0, ...numbers.map(Math.abs));
  const full = largest > 255 ? 32_768 : largest > 1 ? 255 : 1;
  return numbers.map((each) => Math.abs(each) / full);
}

/** "2:05" */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
