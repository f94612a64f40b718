/** Numbers as people write them, and as a field keeps them. Pure. */

export interface NumberLimits {
  readonly min?: number;
  readonly max?: number;
  /** Whole numbers only. */
  readonly whole?: boolean;
}

export type NumberReading =
  { readonly value: number | undefined } | { readonly fault: 'unreadable' | 'min' | 'max' | 'whole' };

/** Reads "1,5", "1.5" and "1 500"; an empty field is no value. */
export function readNumber(typed: string, limits: NumberLimits = {}): NumberReading {
  const text = typed.replace(/[\s\u00a0\u202f']/gu, '').replace(',', '.');
  if (text === '') return { value: undefined };
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/u.test(text)) return { fault: 'unreadable' };
  const value = Number(text);
  if (limits.whole && !Number.isInteger(value)) return { fault: 'whole' };
  if (limits.min !== undefined && value < limits.min) return { fault: 'min' };
  if (limits.max !== undefined && value > limits.max) return { fault: 'max' };
  return { value };
}

/** For an input: the reader's decimal sign, no grouping, so that it can be read again. */
export function showNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 7 }).format(value);
}
