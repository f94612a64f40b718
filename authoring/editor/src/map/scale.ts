/** Lengths and times for people, in their own locale; and the steps of the map's scale bar. Pure. */

const MILE_M = 1609.344;
const FOOT_M = 0.3048;

export type LengthSystem = 'metric' | 'imperial';

/** Three countries measure their ways in miles; everybody else, German and English readers alike, in metres. */
export function lengthSystem(locale: string): LengthSystem {
  return /-(US|GB|LR|MM)$/u.test(locale) ? 'imperial' : 'metric';
}

function unit(locale: string, value: number, name: string, decimals: number): string {
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    maximumFractionDigits: decimals,
  }).format(value);
}

/** "240 m", "1,2 km" (German), "0.7 mi" (en-GB). */
export function showLength(metres: number, locale: string): string {
  if (lengthSystem(locale) === 'imperial') {
    if (metres < MILE_M / 10) return unit(locale, Math.round(metres / FOOT_M), 'foot', 0);
    return unit(locale, metres / MILE_M, 'mile', metres < MILE_M * 10 ? 1 : 0);
  }
  if (metres < 995) return unit(locale, Math.round(metres), 'meter', 0);
  return unit(locale, metres / 1000, 'kilometer', metres < 100_000 ? 1 : 0);
}

/** "4 Min.", "1 Std. 20 Min.": whole minutes, never less than one for a time that is not zero. */
export function showDuration(seconds: number, locale: string): string {
  const minutes = seconds > 0 ? Math.max(1, Math.round(seconds / 60)) : 0;
  const part = (value: number, name: string) => unit(locale, value, name, 0);
  if (minutes < 60) return part(minutes, 'minute');
  const rest = minutes % 60;
  const hours = part(Math.floor(minutes / 60), 'hour');
  return rest === 0 ? hours : `${hours} ${part(rest, 'minute')}`;
}

export interface ScaleBar {
  readonly label: string;
  readonly widthPx: number;
}

/**
 * The longest round length (1, 2 or 5 times a power of ten) that fits into `roomPx`.
 * `metresPerPx` is the ground resolution at the map's centre.
 */
export function scaleBar(metresPerPx: number, roomPx: number, locale: string): ScaleBar {
  const imperial = lengthSystem(locale) === 'imperial';
  const roomM = metresPerPx * roomPx;
  const base = imperial ? (roomM >= MILE_M ? MILE_M : FOOT_M) : 1;
  const room = roomM / base;
  const power = 10 ** Math.floor(Math.log10(room));
  const step = [5, 2, 1].find((factor) => factor * power <= room) ?? 1;
  const metres = step * power * base;
  return { label: exactLength(metres, locale, imperial), widthPx: Math.round(metres / metresPerPx) };
}

function exactLength(metres: number, locale: string, imperial: boolean): string {
  if (!imperial) {
    return metres < 1000 ? unit(locale, metres, 'meter', 2) : unit(locale, metres / 1000, 'kilometer', 0);
  }
  return metres < MILE_M
    ? unit(locale, metres / FOOT_M, 'foot', 0)
    : unit(locale, metres / MILE_M, 'mile', 0);
}

/** Ground resolution of a web-mercator map, metres per CSS pixel, for 512-pixel tiles. */
export function metresPerPixel(latitude: number, zoom: number): number {
  return (40_075_016.686 * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom);
}
