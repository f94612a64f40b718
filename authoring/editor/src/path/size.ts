/** A number of bytes as people say it: `1,2 MB`, `340 kB`. */

import { formatNumber } from '../words/words.ts';

const STEPS = [
  ['megabyte', 1_000_000],
  ['kilobyte', 1_000],
] as const;

export function formatSize(bytes: number): string {
  const [unit, step] = STEPS.find(([, least]) => bytes >= least) ?? (['byte', 1] as const);
  return formatNumber(bytes / step, { style: 'unit', unit, maximumFractionDigits: bytes < 10 * step ? 1 : 0 });
}
