/**
 * What one does to captions: move, stretch, split, join, write. All pure: cues in, cues out, in order and without
 * overlap; what finds no place is left as it was.
 */
import type { Cue } from '../../../../../tour_schema/typescript/generated/types.ts';
import { localId } from '../../model/ids.ts';

export type { Cue };
export type Cues = readonly Cue[];
export type Edge = 'start' | 'end';

/** Nobody reads anything that is shown for less, s. */
export const SHORTEST_S = 0.3;
/** How long a caption is that is put in by hand, s. */
const NEW_S = 2;

export function cueAt(cues: Cues, time: number): Cue | undefined {
  return cues.find(({ start_s, end_s }) => start_s <= time && time < end_s);
}

/** Shift a cue by seconds, as far as its neighbours and the recording let it. */
export function moved(cues: Cues, id: string, by: number, duration: number): Cues {
  return changed(cues, id, duration, (cue, low, high) => {
    const length = cue.end_s - cue.start_s;
    const start = Math.min(Math.max(cue.start_s + by, low), Math.max(low, high - length));
    return { ...cue, start_s: start, end_s: start + length };
  });
}

/** Put one end of a cue at a time. */
export function stretched(cues: Cues, id: string, edge: Edge, time: number, duration: number): Cues {
  return changed(cues, id, duration, (cue, low, high) =>
    edge === 'start'
      ? { ...cue, start_s: Math.min(Math.max(time, low), cue.end_s - SHORTEST_S) }
      : { ...cue, end_s: Math.max(Math.min(time, high), cue.start_s + SHORTEST_S) },
  );
}

/** Between which times an end of a cue can be put, s. */
export function bounds(cues: Cues, id: string, edge: Edge, duration: number): { min: number; max: number } {
  const at = (time: number) => stretched(cues, id, edge, time, duration).find((cue) => cue.id === id)?.[`${edge}_s`] ?? time;
  return { min: at(0), max: at(Infinity) };
}

export function written(cues: Cues, id: string, text: string): Cues {
  return cues.map((cue) => (cue.id === id ? { ...cue, text } : cue));
}

/** Cut a cue in two at a time: its words at the blank that lies as far into the text as the time lies into the cue. */
export function split(cues: Cues, id: string, time: number): Cues {
  const index = cues.findIndex((cue) => cue.id === id);
  const cue = cues[index];
  if (cue === undefined || cue.end_s - cue.start_s < 2 * SHORTEST_S) return cues;
  const at = Math.min(Math.max(time, cue.start_s + SHORTEST_S), cue.end_s - SHORTEST_S);
  const share = (at - cue.start_s) / (cue.end_s - cue.start_s);
  const [first, second] = halves(cue.text, share);
  if (first === '' || second === '') return cues;
  const made = localId('c', cues.map((each) => each.id));
  const parts = [
    { ...cue, end_s: milliseconds(at), text: first },
    { ...cue, id: made, start_s: milliseconds(at), text: second },
  ];
  return [...cues.slice(0, index), ...parts, ...cues.slice(index + 1)];
}

/** One cue of a cue and the one behind it. */
export function joined(cues: Cues, id: string): Cues {
  const index = cues.findIndex((cue) => cue.id === id);
  const [cue, next] = [cues[index], cues[index + 1]];
  if (cue === undefined || next === undefined) return cues;
  const text = `${cue.text}${cue.text.includes('\n') || next.text.includes('\n') ? ' ' : '\n'}${next.text}`;
  const together = { ...cue, end_s: next.end_s, text: lines(text) };
  return [...cues.slice(0, index), together, ...cues.slice(index + 2)];
}

/** The last one stays: captions that say nothing are taken off the recording, not emptied. */
export function without(cues: Cues, id: string): Cues {
  return cues.length === 1 ? cues : cues.filter((cue) => cue.id !== id);
}

/** A new cue at a time, as long as there is room, and its id; null where another one stands there. */
export function added(cues: Cues, time: number, text: string, duration: number): { cues: Cues; id: string } | null {
  if (cueAt(cues, time) !== undefined) return null;
  const next = cues.find(({ start_s }) => start_s >= time);
  const end = Math.min(time + NEW_S, next?.start_s ?? duration, duration);
  if (end - time < SHORTEST_S) return null;
  const id = localId('c', cues.map((each) => each.id));
  const cue = { id, start_s: milliseconds(time), end_s: milliseconds(end), text };
  return { cues: [...cues, cue].sort((one, other) => one.start_s - other.start_s), id };
}

/** At most two lines, about equally long. */
function lines(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= 42) return flat;
  const at = nearestBlank(flat, flat.length / 2);
  return at < 0 ? flat : `${flat.slice(0, at)}\n${flat.slice(at + 1)}`;
}

function halves(text: string, share: number): readonly [string, string] {
  const flat = text.replace(/\s+/g, ' ').trim();
  const at = nearestBlank(flat, flat.length * share);
  return at < 0 ? [flat, ''] : [lines(flat.slice(0, at)), lines(flat.slice(at + 1))];
}

function nearestBlank(text: string, at: number): number {
  const blanks = [...text.matchAll(/ /g)].map(({ index }) => index);
  return blanks.reduce((best, blank) => (best < 0 || Math.abs(blank - at) < Math.abs(best - at) ? blank : best), -1);
}

function changed(
  cues: Cues,
  id: string,
  duration: number,
  change: (cue: Cue, low: number, high: number) => Cue,
): Cues {
  const index = cues.findIndex((cue) => cue.id === id);
  const cue = cues[index];
  if (cue === undefined) return cues;
  const next = change(cue, cues[index - 1]?.end_s ?? 0, cues[index + 1]?.start_s ?? Math.max(duration, cue.end_s));
  const settled = { ...next, start_s: milliseconds(next.start_s), end_s: milliseconds(next.end_s) };
  if (settled.start_s === cue.start_s && settled.end_s === cue.end_s) return cues;
  return cues.map((each) => (each === cue ? settled : each));
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
