/** A field's value as a person reads it, whatever it is made of. */

import type { Json } from '../model/documents.ts';
import { isObject } from '../model/pointer.ts';
import { formatNumber, t } from '../words/words.ts';

/** Text as it is, numbers and yes/no in words, everything else a line for each part; nothing is an empty string. */
export function inWords(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatNumber(value, { maximumFractionDigits: 6 });
  if (typeof value === 'boolean') return t(value ? 'editor.yes' : 'editor.no');
  const inner = isObject(value) ? readable(value) : (value as readonly Json[]);
  return inner
    .map(inWords)
    .filter((line) => line !== '')
    .join('\n');
}

/** Ids and kinds say nothing to a person. */
function readable(value: { readonly [key: string]: Json | undefined }): readonly Json[] {
  const parts = Object.entries(value).filter(([key]) => !['id', 'kind', 'station', 'medium', 'format'].includes(key));
  return parts.flatMap(([, part]) => part ?? []);
}
