/**
 * Coordinates as people write and paste them, and back. Pure.
 *
 * People say latitude first ("50.9788, 11.0308", as map services copy it); documents say longitude
 * first. This is the only module that knows both orders.
 */
import { rounded, type Position } from '$viewer/map/geometry.ts';

export type CoordinateFault = 'empty' | 'unreadable' | 'range';
export type CoordinateReading = { readonly position: Position } | { readonly fault: CoordinateFault };

interface Part {
  readonly degrees: number;
  readonly axis: 'latitude' | 'longitude' | undefined;
}

const AXIS: Readonly<Record<string, 'latitude' | 'longitude'>> = {
  N: 'latitude',
  S: 'latitude',
  E: 'longitude',
  O: 'longitude', // German "Ost"
  W: 'longitude',
};

const PART =
  /([NSEOW])?\s*([+-]?\d+(?:\.\d+)?)\s*(?:°|º|d)?\s*(?:(\d+(?:\.\d+)?)\s*(?:′|'|’|m)\s*)?(?:(\d+(?:\.\d+)?)\s*(?:″|"|”|''|s)\s*)?([NSEOW])?/giu;

/**
 * Reads what a person typed: decimal degrees with point or comma, or degrees, minutes and seconds, with
 * or without compass letters (German O included). Without letters the first number is the latitude.
 */
export function readCoordinates(text: string): CoordinateReading {
  const trimmed = text.trim();
  if (trimmed === '') return { fault: 'empty' };
  const parts = partsOf(decimalPoints(trimmed));
  if (parts === undefined || parts.length !== 2) return { fault: 'unreadable' };
  const [first, second] = parts as [Part, Part];
  if (first.axis !== undefined && first.axis === second.axis) return { fault: 'unreadable' };
  const turned = first.axis === 'longitude' || second.axis === 'latitude';
  const latitude = (turned ? second : first).degrees;
  const longitude = (turned ? first : second).degrees;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return { fault: 'range' };
  return { position: rounded([longitude, latitude]) };
}

/** "50,9788 11,0308" has decimal commas, "50.9788,11.0308" a separating one, and so has "51,11". */
function decimalPoints(text: string): string {
  const decimal = /(\d),(\d)/gu;
  const commas = [...text.matchAll(decimal)].length;
  const german = !/\d\.\d/u.test(text) && (commas > 1 || /\d,\d.*[\s°;].*\d/u.test(text));
  return german ? text.replace(decimal, '$1.$2') : text;
}

function partsOf(text: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  const rest = text.replace(PART, (...found: (string | undefined)[]) => {
    const [, before, whole, minutes, seconds, after] = found;
    parts.push(partOf(before ?? after, whole!, minutes, seconds));
    return '';
  });
  // Anything but separators that is left over was not understood: better to say so than to guess.
  return /^[\s,;/()[\]]*$/u.test(rest) ? parts : undefined;
}

function partOf(letter: string | undefined, whole: string, minutes = '0', seconds = '0'): Part {
  const size = Math.abs(Number(whole)) + Number(minutes) / 60 + Number(seconds) / 3600;
  const compass = letter?.toUpperCase();
  const negative = whole.startsWith('-') || compass === 'S' || compass === 'W';
  return { degrees: negative ? -size : size, axis: compass ? AXIS[compass] : undefined };
}

/** "50.97880, 11.03080": five decimals are about a metre; always with points, so that it can be pasted. */
export function showCoordinates(position: Position, decimals = 5): string {
  return `${position[1].toFixed(decimals)}, ${position[0].toFixed(decimals)}`;
}
