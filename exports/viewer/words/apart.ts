/** Sentences of a screen that few visitors open: they come with it, in both languages, and not with the first page. */
import { currentLocale } from './locale.svelte.ts';
import { filled, type Message, type Values } from './sentences.ts';

export function apart<Key extends string>(german: Readonly<Record<Key, Message>>, english: Readonly<Record<Key, Message>>) {
  return (key: Key, values: Values = {}): string => {
    const locale = currentLocale();
    return filled(locale, (locale === 'de' ? german : english)[key], values);
  };
}
