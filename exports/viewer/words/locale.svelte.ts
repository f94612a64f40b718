/** The language in which the viewer speaks, which has nothing to do with that of the tour. */
import type { Locale } from './sentences.ts';

let locale = $state<Locale>('en');

export const currentLocale = (): Locale => locale;

/** Whoever shows a part of the viewer on a page of their own says it before they do. */
export function setLocale(wanted: Locale): void {
  locale = wanted;
}
