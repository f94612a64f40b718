/** A publisher's own colour, made light or dark enough to be read on every ground. Pure. */

type Rgb = readonly [number, number, number];

export interface Tint {
  readonly light: string;
  readonly dark: string;
  readonly onLight: string;
  readonly onDark: string;
}

/** WCAG 2.2, 1.4.3, with something to spare: grounds are not quite white, nor quite black. */
const ENOUGH = 5.2;
const WHITE: Rgb = [255, 255, 255];
/** The lightest of the dark grounds, and the darkest of the light ones, of tokens.css. */
const DARK: Rgb = [0x23, 0x28, 0x24];
const LIGHT: Rgb = [0xef, 0xec, 0xe4];
const BLACK: Rgb = [0, 0, 0];

export function tintOf(colour: string): Tint {
  const given = rgbOf(colour);
  const light = towards(given, BLACK, LIGHT);
  const dark = towards(given, WHITE, DARK);
  return { light: hex(light), dark: hex(dark), onLight: '#ffffff', onDark: '#0b0d0c' };
}

export function contrast(one: string, other: string): number {
  return ratio(rgbOf(one), rgbOf(other));
}

/** As little of the other colour as makes it readable on that ground. */
function towards(colour: Rgb, end: Rgb, ground: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = colour.map((part, index) => Math.round(part + (end[index]! - part) * share)) as unknown as Rgb;
    if (ratio(mixed, ground) >= ENOUGH) return mixed;
  }
  return end;
}

function ratio(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (part: number) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

const rgbOf = (colour: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;
const hex = (colour: Rgb) => `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
