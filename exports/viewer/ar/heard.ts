/** What of a content is heard when it is played, and what is shown with it: of a film, a sound, a guide's line. Pure. */
import type * as format from '../../../tour_schema/typescript/generated/types.ts';
import type { Surroundings } from './figures.ts';
import { heardFile, type Use } from './files.ts';
import { spokenFor, type Gesture } from './performing.ts';
import type { Content } from './poses.ts';

/** A line of the story in one language. */
export interface Spoken {
  readonly guide: format.Guide | undefined;
  readonly text: string;
  readonly gesture: Gesture;
  readonly sound: format.Medium | undefined;
  readonly captions: format.Medium | undefined;
}

/** What of a line is asked for: also of a draft. */
export type LineBlock = Pick<format.GuideLineBlock, 'text' | 'gesture' | 'recordings'>;

/** A file that is to be had when it is wanted. */
export interface Wanted {
  readonly medium: format.Medium;
  readonly use: Use;
}

export interface Heard {
  readonly kind: 'video' | 'sound' | 'guide';
  /** The file; a line that nobody has spoken yet has none, and is read. */
  readonly file: Wanted | undefined;
  /** Its captions, as WebVTT. */
  readonly captions: Wanted | undefined;
  readonly text: string;
  readonly gesture: Gesture;
  /** s. */
  readonly duration: number;
  readonly loop: boolean;
}

/** As far as a sound is heard that says nothing of it, m. */
export const HEARD_M = 10;

/** How far from its place a sound can be heard, m. */
export function rangeOf(sound: Extract<Content, { kind: 'sound' }>): number {
  const far = sound.visible_m?.[1];
  return far !== undefined && far > 0 && Number.isFinite(far) ? far : HEARD_M;
}

/** A line in the first of these languages that has words for it, with what was recorded in that very language. */
export function spokenIn(
  block: LineBlock,
  languages: readonly (string | null | undefined)[],
  medium: Surroundings['medium'],
  guide: format.Guide | undefined,
): Spoken {
  const texts = block.text ?? {};
  const language = [...languages, ...Object.keys(texts)].find((each) => texts[each ?? '']) ?? '';
  const recording = block.recordings?.[language];
  return {
    guide,
    text: texts[language] ?? '',
    gesture: block.gesture ?? 'talk',
    sound: medium(recording?.medium ?? ''),
    captions: medium(recording?.captions ?? ''),
  };
}

/** Undefined where there is nothing to be heard, such as of a picture. */
export function heardOf(content: Content, around: Surroundings): Heard | undefined {
  switch (content.kind) {
    case 'video':
    case 'sound': {
      const medium = around.medium(content.medium ?? '');
      if (medium === undefined) return undefined;
      const loop = content.kind === 'sound' && content.loop === true;
      const captions = around.medium(around.words(medium.captions));
      return {
        ...SILENT,
        kind: content.kind,
        file: { medium, use: heardFile(medium, around.quality) },
        captions: captions && { medium: captions, use: 'captions' },
        duration: medium.original.duration_s ?? Infinity,
        loop,
      };
    }
    case 'guide': {
      const line = around.line(content.line);
      if (line === undefined || line.text === '') return undefined;
      const { text, gesture, sound, captions } = line;
      return {
        kind: 'guide',
        file: sound && { medium: sound, use: heardFile(sound, around.quality) },
        captions: sound && captions && { medium: captions, use: 'captions' },
        text,
        gesture,
        duration: sound?.original.duration_s ?? spokenFor(text),
        loop: false,
      };
    }
    default:
      return undefined;
  }
}

const SILENT = { text: '', gesture: 'idle' } as const;
