/** A tour's name in an address, out of what a person types; undefined where nothing usable is left. Pure. */
import { keywordOf } from '../fields/special/keywords.ts';

export function readSlug(typed: string): string | undefined {
  const slug = keywordOf(typed);
  return slug === '' ? undefined : slug;
}
