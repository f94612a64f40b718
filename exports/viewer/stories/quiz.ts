/** Whether an answer is right. Pure. */
import type { NumberAnswer, WordAnswer } from '../../../tour_schema/typescript/generated/types.ts';
import { inLanguage } from '../reading/texts.ts';

/** A number as people write it: `1.325`, `1325,5`, `1 325`. Undefined where it is none. */
export function numberIn(text: string, decimalComma: boolean): number | undefined {
  const bare = text.trim().replaceAll(/[\s  ']/gu, '');
  const grouped = decimalComma ? /^[+-]?\d{1,3}(?:\.\d{3})+(?=,|$)/u : /^[+-]?\d{1,3}(?:,\d{3})+(?=\.|$)/u;
  const whole = grouped.test(bare) ? bare.replaceAll(decimalComma ? '.' : ',', '') : bare;
  const plain = whole.replace(',', '.');
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/u.test(plain) ? Number(plain) : undefined;
}

export const isNumber = (answer: NumberAnswer, given: number) => Math.abs(given - answer.value) <= (answer.tolerance ?? 0) + 1e-9;

/** Case, accents and blanks at the ends do not count. */
export function isWord(answer: WordAnswer, given: string, language: string, original: string): boolean {
  const accepted = inLanguage(answer.accepted, language, original) ?? Object.values(answer.accepted ?? {}).flat();
  return bare(given) !== '' && accepted.some((each) => bare(each) === bare(given));
}

function bare(word: string): string {
  return word.trim().replaceAll(/\s+/gu, ' ').replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** The same things in another order, by a number that says which: the same visitor meets the same order again. */
export function shuffled(count: number, seed: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  let state = seed >>> 0 || 1;
  for (let last = count - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  // What is in order already is no riddle.
  return count > 1 && order.every((each, index) => each === index) ? [...order.slice(1), 0] : order;
}

export function moved(order: readonly number[], from: number, by: number): number[] {
  const to = from + by;
  if (to < 0 || to >= order.length) return [...order];
  const next = [...order];
  const [taken] = next.splice(from, 1);
  next.splice(to, 0, taken ?? 0);
  return next;
}
