/** The captions of what an element plays, as its browser reads their WebVTT; they are shown by whoever asks for them. */
import type { Line } from './performing.ts';

type Cues = Line['cues'];

/** `got` is told of them when they have come; of a file that is none, never. */
export function readCaptions(element: HTMLMediaElement, address: string, got: (cues: Cues) => void): void {
  const track = document.createElement('track');
  track.kind = 'captions';
  track.src = address;
  track.addEventListener('load', () => got(cuesOf(track.track)));
  element.append(track);
  // A track that is shown by nobody is not fetched.
  track.track.mode = 'hidden';
}

function cuesOf({ cues }: TextTrack): Cues {
  return Array.from(cues ?? []).flatMap((cue) => {
    if (!(cue instanceof VTTCue)) return [];
    // Without the tags that may stand in it.
    return [{ start_s: cue.startTime, end_s: cue.endTime, text: cue.getCueAsHTML().textContent ?? '' }];
  });
}
