/** What a scene's screen is given, whoever shows it: the tour's viewer, or the preview of a draft. */
import type { Medium } from '../../../tour_schema/typescript/generated/types.ts';
import type { Surroundings } from '../ar/figures.ts';
import type { Content } from '../ar/poses.ts';
import type { Anchor } from '../ar/postures.ts';

export interface Shown {
  /** Of the station. */
  readonly station: string;
  /** Of the scene; '' where it has none. */
  readonly title: string;
  /** Of the words of the scene. */
  readonly language: string;
  readonly anchors: readonly Anchor[];
  readonly contents: readonly Content[];
  readonly around: Surroundings;
  /** What helps where a file cannot be had: a sentence. */
  readonly hint: string;
  /** What a block of the story is called that a tap opens. */
  readonly blockName: (block: string) => string;
  /** The panorama that such a block shows. */
  readonly panorama: (block: string) => Medium | undefined;
  /** The tiles of a panorama: where they are read by ranges, or all of them. */
  readonly tiles: (panorama: Medium) => string | Promise<Blob>;
  /**
   * The compiled file of an image target. Where it is made just now, `progress` is told how far that is, from 0 to 1,
   * until `over`. Rejects with an `Unready`.
   */
  readonly compiled: (target: string, progress: (share: number) => void, over: () => boolean) => Promise<ArrayBuffer | undefined>;
}

/** Why a picture cannot be looked for, in a sentence for whoever wanted to. */
export class Unready extends Error {
  override readonly name = 'Unready';
}

/** Whether less motion is wished for. */
export const wantsCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
