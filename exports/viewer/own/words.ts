/** What the screens of an own way say; their sentences come with them, for most visitors walk the tour as it is. */
import english from '../translations/own/en.json';
import german from '../translations/own/de.json';
import { filled, type Values } from '../words/sentences.ts';
import { currentLocale } from '../words/words.svelte.ts';

const MESSAGES = { de: german, en: english };

export function t(key: keyof typeof german, values: Values = {}): string {
  const locale = currentLocale();
  return filled(locale, MESSAGES[locale][key], values);
}
