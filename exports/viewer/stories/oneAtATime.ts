/** Of all that is heard on this phone only one thing speaks. */
let speaking: HTMLMediaElement | undefined;

/** This begins, and what was heard before pauses. */
export function begins(element: HTMLMediaElement): void {
  if (speaking !== element) speaking?.pause();
  speaking = element;
}
