/** What a guide does while a line is heard: first its gesture, then talk while somebody speaks, and idle in the pauses. Pure. */
import type * as format from '../../../tour_schema/typescript/generated/types.ts';

export type Gesture = NonNullable<format.GuideLineBlock['gesture']>;
type Cue = Pick<format.Cue, 'start_s' | 'end_s' | 'text'>;

/** A gesture whose clip says nothing of its length takes so long, s. */
const GESTURE_S = 2;
/** A pause shorter than this is a breath: whoever takes it goes on talking, s. */
const BREATH_S = 0.6;

export interface Line {
  readonly gesture: Gesture;
  readonly text: string;
  readonly cues: readonly Cue[];
  /** How long the line is heard, s. */
  readonly duration: number;
}

/** The movement at a time; before the line and after it the guide stands. */
export function gestureAt(line: Line, time: number, gestureLasts = GESTURE_S): Gesture {
  if (time < 0 || time >= line.duration) return 'idle';
  if (line.gesture !== 'talk' && time < gestureLasts) return line.gesture;
  if (line.gesture === 'idle') return 'idle';
  return isSpeaking(line.cues, time) ? 'talk' : 'idle';
}

/** What is shown of the line at a time: its caption, and all of it where it has none. */
export function captionAt(line: Line, time: number): string {
  if (line.cues.length === 0) return line.text;
  return line.cues.find(({ start_s, end_s }) => start_s <= time && time < end_s)?.text ?? '';
}

/** How long a line takes that nobody has spoken yet: as long as reading it aloud. */
export function spokenFor(text: string): number {
  return Math.max(1.5, text.length / CHARACTERS_A_SECOND);
}

/** As in tour_schema/pace.py. */
const CHARACTERS_A_SECOND = 15;

function isSpeaking(cues: readonly Cue[], time: number): boolean {
  // Without captions nobody knows of the pauses.
  if (cues.length === 0) return true;
  return cues.some(({ start_s, end_s }, index) => {
    const next = cues[index + 1]?.start_s ?? Infinity;
    return start_s <= time && time < (next - end_s < BREATH_S ? next : end_s);
  });
}
