/**
 * The editor's words in the language of the person, which has nothing to do with the language of the tour.
 *
 * Words are flat messages by key. `{name}` is replaced by a value, numbers in the person's way of
 * writing. A message that counts is an object of CLDR plural forms, chosen by the value `count`; the
 * server reads such files in the same way (authoring/words.py).
 */

import type deskWords from '$words/desk/de.json';
import type editorWords from '$words/editor/de.json';
import type lineWords from '$words/line/de.json';
import type onsiteWords from '$words/onsite/de.json';
import type partsWords from '$words/parts/de.json';
import type pathWords from '$words/path/de.json';
import type previewWords from '$words/preview/de.json';
import type stageWords from '$words/stage/de.json';
import { setLocale } from '$viewer/words/locale.svelte.ts';
import * as sentences from '$viewer/words/sentences.ts';
import type { Locale, Message, Values } from '$viewer/words/sentences.ts';

export type WordKey =
  | keyof typeof deskWords
  | keyof typeof editorWords
  | keyof typeof lineWords
  | keyof typeof onsiteWords
  | keyof typeof partsWords
  | keyof typeof pathWords
  | keyof typeof previewWords
  | keyof typeof stageWords;
export type { Locale, Values };

let locale: Locale = 'en';
let messages: Readonly<Record<string, Message>> = {};

/** Load the words of a language; until it has answered, `t` has none. */
export async function loadWords(wanted: string): Promise<void> {
  locale = wanted.startsWith('de') ? 'de' : 'en';
  const [editor, parts] = await Promise.all(
    locale === 'de'
      ? [import('$words/editor/de.json'), import('$words/parts/de.json')]
      : [import('$words/editor/en.json'), import('$words/parts/en.json')],
  );
  messages = { ...editor.default, ...parts.default };
}

/** The words of the AR stage, which come with it: most sittings need none of them. */
export async function loadStageWords(): Promise<void> {
  const stage = await (locale === 'de' ? import('$words/stage/de.json') : import('$words/stage/en.json'));
  messages = { ...messages, ...stage.default };
}

/** The words of the dialogs in which a line is recorded and captioned. */
export async function loadLineWords(): Promise<void> {
  const line = await (locale === 'de' ? import('$words/line/de.json') : import('$words/line/en.json'));
  messages = { ...messages, ...line.default };
}

/** The words of the preview on a phone, which has no others. */
export async function loadPreviewWords(wanted: string): Promise<void> {
  locale = wanted.startsWith('de') ? 'de' : 'en';
  const preview = await (locale === 'de' ? import('$words/preview/de.json') : import('$words/preview/en.json'));
  messages = preview.default;
  setLocale(locale);
}

/** The words of the check on site, which only colleagues see. */
export async function loadOnSiteWords(): Promise<void> {
  const onsite = await (locale === 'de' ? import('$words/onsite/de.json') : import('$words/onsite/en.json'));
  messages = { ...messages, ...onsite.default };
}

/** The words of the desk walk, which come with it, too. */
export async function loadDeskWords(): Promise<void> {
  const desk = await (locale === 'de' ? import('$words/desk/de.json') : import('$words/desk/en.json'));
  messages = { ...messages, ...desk.default };
}

/** The words of a tour's path to visitors, which come with its dialog. */
export async function loadPathWords(): Promise<void> {
  const path = await (locale === 'de' ? import('$words/path/de.json') : import('$words/path/en.json'));
  messages = { ...messages, ...path.default };
}

/** The person's language. */
export function currentLocale(): Locale {
  return locale;
}

/** Whether there are words for a key that was put together. */
export function hasWords(key: string): key is WordKey {
  return Object.hasOwn(messages, key);
}

/** What comes behind `head` in the keys that begin with it. */
export function wordsUnder(head: string): readonly string[] {
  return Object.keys(messages)
    .filter((key) => key.startsWith(head))
    .map((key) => key.slice(head.length));
}

/** The words of `key` with `values` filled in. */
export function t(key: WordKey, values: Values = {}): string {
  return sentences.filled(locale, messages[key] ?? key, values);
}

export const formatNumber = (value: number, options?: Intl.NumberFormatOptions) => sentences.formatNumber(locale, value, options);

/** `35 min` or `2 h 05 min`. */
export const formatDuration = (seconds: number) => sentences.formatDuration(locale, seconds);

/** `24.11.2026, 14:05`. */
export function formatInstant(instant: string): string {
  const how: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };
  return sentences.once(`${locale} instant`, () => new Intl.DateTimeFormat(locale, how)).format(new Date(instant));
}

/** `vor 3 Minuten`. */
export function formatAgo(instant: string, now: Date): string {
  const seconds = Math.round((new Date(instant).getTime() - now.getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (Math.abs(seconds) < 60) return relative.format(0, 'minute');
  if (Math.abs(seconds) < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (Math.abs(seconds) < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86_400), 'day');
}

/** `Deutsch`, `English`, `Leichte Sprache`: a content language named in the person's language. */
export const languageName = (tag: string) => sentences.languageName(locale, tag);
