/** What is shown while something is heard. Pure. */

export interface Caption {
  readonly start_s: number;
  readonly end_s: number;
  readonly text: string;
}

/** Without the tags that may stand in it. */
export function captionAt(captions: readonly Caption[], second: number): string {
  const found = captions.find(({ start_s, end_s }) => start_s <= second && second < end_s);
  return found?.text.replaceAll(/<[^>]*>/gu, '') ?? '';
}

/** `1:05`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
