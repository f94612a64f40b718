/** Changing the kind of a quiz's answer without losing what was written for another. Pure. */
import type { Json } from '../../model/documents.ts';
import { isObject } from '../../model/pointer.ts';

export const ANSWER_KINDS = ['choice', 'number', 'word', 'order'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];
type Answer = { readonly [key: string]: Json | undefined };

/** An answer of another kind that keeps the words: options become things to order and back. */
export function answerOfKind(kind: AnswerKind, before: Answer | undefined): Answer {
  if (before?.['kind'] === kind) return before;
  const words = wordsOf(before);
  switch (kind) {
    case 'choice':
      return {
        kind,
        options: (words.length > 1 ? words : [{}, {}]).map((text, index) => ({
          text,
          ...(index === 0 && { correct: true }),
        })),
      };
    case 'order':
      return { kind, items: words.length > 1 ? words : [{}, {}] };
    case 'number':
      return { kind, value: 0 };
    case 'word':
      return { kind, accepted: acceptedOf(words[0]) };
  }
}

function wordsOf(before: Answer | undefined): readonly Answer[] {
  const list = before?.['options'] ?? before?.['items'];
  if (Array.isArray(list)) {
    const texts = (list as readonly Json[]).map((each) =>
      isObject(each) && isObject(each['text']) ? each['text'] : each,
    );
    // An option holds its text, an ordered thing is its text.
    return texts.filter(isObject).map((each) => ('correct' in each ? {} : each));
  }
  const accepted = before?.['accepted'];
  if (!isObject(accepted)) return [];
  return [
    Object.fromEntries(
      Object.entries(accepted).map(([tag, words]) => [tag, (words as readonly string[])[0] ?? '']),
    ),
  ];
}

function acceptedOf(text: Answer | undefined): Answer {
  return Object.fromEntries(
    Object.entries(text ?? {}).flatMap(([tag, words]) =>
      typeof words === 'string' && words ? [[tag, [words]]] : [],
    ),
  );
}

/** "Brot, Brötchen" → the words that are accepted, each once. */
export function readWords(typed: string): readonly string[] {
  return [...new Set(typed.split(/[,;\n]/u).map((word) => word.trim()))].filter((word) => word !== '');
}
