/** What the keys do on the stage. The same deeds have buttons or numbers beside it. */
import type { Vector } from '../../../../tour_schema/typescript/frames.ts';
import { alongLook, stepped, type Said } from './placing.ts';
import { standOnGround, takeOut } from './deeds.ts';
import { stage } from './stage.svelte.ts';

type Deed = () => void;
type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const ARROWS: Readonly<Record<string, readonly ['ahead' | 'right', 1 | -1]>> = {
  ArrowUp: ['ahead', 1],
  ArrowDown: ['ahead', -1],
  ArrowRight: ['right', 1],
  ArrowLeft: ['right', -1],
};
/** Steps of a grid at once with Shift. */
const FAR = 10;
const TURN_DEG = 15;
const FINE_TURN_DEG = 1;
const LARGER = 1.1;
const LITTLE_LARGER = 1.01;

/** The deed of a key, or undefined where it is none of the stage's; `look` is where one looks. */
export function deedOf(event: Key, look: Vector, step: number): Deed | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === 'Escape' && stage.chosen !== null) return () => stage.choose(null);
  const { words, content } = stage;
  if (words === undefined || content === undefined || !stage.editable) return undefined;
  const change = changeOf(event, words, look, step);
  if (change !== undefined) return () => stage.say(change);
  switch (event.key) {
    case 'g':
    case 'G':
      return standOnGround;
    case 'Delete':
      return () => takeOut(content);
    default:
      return undefined;
  }
}

/** What a key changes of where a content is. Pure. */
export function changeOf(event: Key, now: Said, look: Vector, step: number): Partial<Said> | undefined {
  const wide = event.shiftKey ? step * FAR : step;
  const arrow = ARROWS[event.key];
  if (arrow !== undefined) {
    const [axis, sign] = alongLook(look, arrow[0]);
    return { [axis]: stepped(now[axis], wide, (sign * arrow[1]) as 1 | -1) };
  }
  const angle = event.shiftKey ? FINE_TURN_DEG : TURN_DEG;
  const larger = event.shiftKey ? LITTLE_LARGER : LARGER;
  switch (event.key) {
    case 'PageUp':
      return { up: stepped(now.up, wide, 1) };
    case 'PageDown':
      return { up: stepped(now.up, wide, -1) };
    case 'd':
    case 'D':
      return { turn: now.turn + angle };
    case 'a':
    case 'A':
      return { turn: now.turn - angle };
    case '+':
    case '*':
      return { scale: now.scale * larger };
    case '-':
    case '_':
      return { scale: now.scale / larger };
    default:
      return undefined;
  }
}
