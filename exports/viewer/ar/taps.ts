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

/** A content whose tap does something of that kind. */
export interface Touch<Kind extends Tap['kind'] = Tap['kind']> {
  /** The content's id. */
  readonly id: string;
  readonly tap: Extract<Tap, { kind: Kind }>;
}

/** One that opens something beside the scene. */
export type Opening = Touch<'block' | 'link'>;

/** What a tap on each content does, in the scene's order, but for those on which it does nothing. */
export function touchesOf(contents: readonly Content[]): readonly Touch[] {
  return contents.flatMap((content) => {
    const tap = tapOn(content);
    return tap === undefined ? [] : [{ id: content.id, tap }];
  });
}
