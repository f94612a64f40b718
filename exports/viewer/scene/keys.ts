/** What the keys do on the view of a scene: the same as its buttons. */
import type { Visit } from './visit.svelte.ts';

const STEP_DEG = 1;
const STEP_M = 0.1;
/** With the shift key. */
const FASTER = 10;

/** Whether the key did something. */
export function press(visit: Visit, { key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  const arrows: Readonly<Record<string, readonly [right: number, up: number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, 1],
    ArrowDown: [0, -1],
  };
  const arrow = arrows[key];
  if (visit.phase === 'standing') {
    const times = shiftKey ? FASTER : 1;
    if (arrow !== undefined) visit.correct(arrow[0] * STEP_DEG * times, arrow[1] * STEP_M * times);
    else if (key === 'Home') visit.uncorrect();
    else return false;
    return true;
  }
  if (visit.phase !== 'rest') return false;
  if (arrow !== undefined) visit.turn(-arrow[0], arrow[1]);
  else if (key === '+' || key === '-') visit.zoom(key === '+' ? 0.8 : 1.25);
  else if (key === 'Home') visit.whole();
  else return false;
  return true;
}
