/** How loud it is, from samples. Pure. */

/** What is quieter than this is drawn as nothing, dB below full scale. */
const FLOOR_DB = -54;
/** From here on a voice stands well above the noise. */
const LOUD_ENOUGH_DB = -30;
/** From here on peaks are cut off. */
const TOO_LOUD_DB = -1;

export type Loudness = 'quiet' | 'good' | 'clipping';

/** The loudest of samples from -1 to 1, in dB below full scale. */
export function peakDb(samples: Iterable<number>): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak === 0 ? -Infinity : 20 * Math.log10(peak);
}

/** A place on the meter, 0 to 1. */
export function onMeter(db: number): number {
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}

export function judged(db: number): Loudness {
  if (db >= TOO_LOUD_DB) return 'clipping';
  return db >= LOUD_ENOUGH_DB ? 'good' : 'quiet';
}
