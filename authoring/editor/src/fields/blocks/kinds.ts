/** The kinds of story block: what each is called, and what a new one holds. Pure but for the words. */
import Anecdote from '$icons/book-open-text';
import AudioLines from '$icons/audio-lines';
import BeforeAfter from '$icons/square-split-horizontal';
import Film from '$icons/film';
import Images from '$icons/images';
import ImageIcon from '$icons/image';
import Link from '$icons/link';
import MessageCircle from '$icons/message-circle';
import Panorama from '$icons/rotate-3d';
import Puzzle from '$icons/puzzle';
import Quote from '$icons/quote';
import TextIcon from '$icons/text';

import type { Block, Json, Localized, Station } from '../../model/documents.ts';
import { localId } from '../../model/ids.ts';
import { isObject } from '../../model/pointer.ts';

export const BLOCK_KINDS = [
  'text',
  'image',
  'gallery',
  'before_after',
  'audio',
  'video',
  'panorama',
  'quote',
  'anecdote',
  'quiz',
  'link',
  'guide_line',
] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

export const BLOCK_ICONS = {
  text: TextIcon,
  image: ImageIcon,
  gallery: Images,
  before_after: BeforeAfter,
  audio: AudioLines,
  video: Film,
  panorama: Panorama,
  quote: Quote,
  anecdote: Anecdote,
  quiz: Puzzle,
  link: Link,
  guide_line: MessageCircle,
} as const satisfies Record<BlockKind, unknown>;

export function isBlockKind(kind: string): kind is BlockKind {
  return (BLOCK_KINDS as readonly string[]).includes(kind);
}

/** A block that says nothing yet, with an id that its station has not given before. */
export function newBlock(station: Station, kind: BlockKind): Block {
  const id = localId(
    'block',
    (station.story ?? []).map((block) => block.id),
  );
  if (kind !== 'quiz') return { id, kind };
  return { id, kind, answer: { kind: 'choice', options: [{ correct: true }, {}] } };
}

/** The first words of a block, for the line by which it is known when it is folded. */
export function blockWords(block: Block, language: string): string {
  for (const field of ['title', 'text', 'question', 'label', 'href']) {
    const value: Json | undefined = block[field];
    if (typeof value === 'string') return value;
    if (!isObject(value)) continue;
    const texts = value as Localized;
    const words = texts[language] ?? Object.values(texts)[0];
    if (words)
      return words
        .replace(/[#*_>`[\]\\]/gu, '')
        .replace(/\s+/gu, ' ')
        .trim()
        .slice(0, 80);
  }
  return '';
}
