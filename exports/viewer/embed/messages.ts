/** What a tour in a frame and the page around it say to each other, by `postMessage`. Pure. */
import type { Why } from '../reading/faults.ts';

/** Of these messages. A member more is no new version; whoever does not know a `type` passes over it. */
export const VERSION = 1;

export const SCREENS = ['tours', 'tour', 'station', 'scene', 'panorama', 'map', 'code', 'own'] as const;
export type Screen = (typeof SCREENS)[number];

export interface Halt {
  /** The station's id. */
  readonly station: string;
  /** From 1, along the way. */
  readonly number: number;
  readonly title: string;
}

/** What the tour tells the page around it. */
export type Told =
  /** A frame that could not find out who is around it; it says nothing more until it hears `hello`. */
  | { readonly type: 'frame' }
  /** A tour is there, or there in another language. */
  | { readonly type: 'ready'; readonly tour: string; readonly title: string; readonly language: string; readonly languages: readonly string[]; readonly halts: readonly Halt[] }
  /** So high is what there is to see, in CSS pixels. */
  | { readonly type: 'size'; readonly height: number }
  | { readonly type: 'screen'; readonly screen: Screen }
  /** A station was opened; 0 is the number of one that is not on the way. */
  | ({ readonly type: 'station' } & Halt)
  /** So many of the stations on the way were opened since the frame was. */
  | { readonly type: 'progress'; readonly seen: number; readonly halts: number }
  /** All of them. */
  | { readonly type: 'finished' }
  | { readonly type: 'quiz'; readonly station: string; readonly block: string; readonly right: boolean }
  /** Nothing is shown, and why. */
  | { readonly type: 'fault'; readonly fault: Why };

/** What the page around it may ask of a tour. */
export type Command =
  /** Say again all that is so now. */
  | { readonly type: 'hello' }
  | { readonly type: 'open'; readonly station: string }
  /** BCP 47: of the tour, and where the viewer speaks it, of the viewer. */
  | { readonly type: 'language'; readonly language: string }
  | { readonly type: 'view'; readonly view: 'map' | 'list' };

export const sealed = <Message extends Told | Command>(message: Message) => ({ wayfable: VERSION, ...message });

type Facts = Readonly<Record<string, unknown>>;

/** A command, where it is one that this version knows; all else that arrives at a window is not ours. */
export function commandIn(data: unknown): Command | undefined {
  const facts = ours(data);
  switch (facts?.['type']) {
    case 'hello':
      return { type: 'hello' };
    case 'open':
      return isText(facts['station']) ? { type: 'open', station: facts['station'] } : undefined;
    case 'language':
      return isText(facts['language']) ? { type: 'language', language: facts['language'] } : undefined;
    case 'view':
      return facts['view'] === 'map' || facts['view'] === 'list' ? { type: 'view', view: facts['view'] } : undefined;
    default:
      return undefined;
  }
}

/** What a tour told, without its seal; a newer viewer may tell what is not listed here. */
export function toldIn(data: unknown): { readonly type: string; readonly detail: Facts } | undefined {
  const facts = ours(data);
  if (facts === undefined || !isText(facts['type'])) return undefined;
  const { wayfable: _, type, ...detail } = facts;
  return { type: facts['type'], detail };
}

function ours(data: unknown): Facts | undefined {
  return typeof data === 'object' && data !== null && (data as Facts)['wayfable'] === VERSION ? (data as Facts) : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 200;
