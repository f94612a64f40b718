/** What a tap on a content does, told apart into what the scene does itself and what its page has to do. Pure. */
import type { Content } from './poses.ts';

export type Tap =
  | { readonly kind: 'block'; readonly block: string }
  | { readonly kind: 'link'; readonly href: string }
  | { readonly kind: 'clip'; readonly content: string; readonly clip: string }
  | { readonly kind: 'toggle'; readonly content: string };

/** Links lead to what a page may lead to, and nowhere else. */
const SAFE = /^(?:https:\/\/|tel:|mailto:)/u;

/** The deed, or undefined where a tap does nothing. */
export function tapOn({ id, on_tap }: Content): Tap | undefined {
  switch (on_tap?.kind) {
    case 'open_block':
      return { kind: 'block', block: on_tap.block };
    case 'open_link':
      return SAFE.test(on_tap.href) ? { kind: 'link', href: on_tap.href } : undefined;
    case 'play_clip':
      return { kind: 'clip', content: id, clip: on_tap.clip };
    case 'toggle_content':
      return { kind: 'toggle', content: on_tap.content };
    case undefined:
      return undefined;
  }
}

/** A content whose tap opens something beside the scene. */
export interface Opening {
  /** The content's id. */
  readonly id: string;
  readonly tap: Extract<Tap, { kind: 'block' | 'link' }>;
}

/** What can be opened, in the scene's order. */
export function openingsOf(contents: readonly Content[]): readonly Opening[] {
  return contents.flatMap((content) => {
    const tap = tapOn(content);
    return tap?.kind === 'block' || tap?.kind === 'link' ? [{ id: content.id, tap }] : [];
  });
}
