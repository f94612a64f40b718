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
import type previewWords from '$words/preview/de.json';
import type stageWords from '$words/stage/de.json';

type Message = string | Readonly<Record<string, string>>;

export type WordKey =
  | keyof typeof deskWords
  | keyof typeof editorWords
  | keyof typeof lineWords
  | keyof typeof onsiteWords
  | keyof typeof partsWords
  | keyof typeof previewWords
  | keyof typeof stageWords;
export type Values = Readonly<Record<string, string | number>>;
export type Locale = 'de' | 'en';

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
  const message = messages[key] ?? key;
  return form(message, values['count']).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? formatNumber(value) : value;
  });
}

function form(message: Message, count: string | number | undefined): string {
  if (typeof message === 'string') return message;
  return message[plurals().select(Number(count ?? 0))] ?? message['other'] ?? '';
}

/** Intl's objects cost far more to make than to use, and hundreds of rows ask for the same few. */
const made = new Map<string, unknown>();

function once<Tool>(name: string, make: () => Tool): Tool {
  const key = `${locale} ${name}`;
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as Tool;
}

const plurals = () => once('plural', () => new Intl.PluralRules(locale));

export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return once(`number ${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options)).format(value);
}

/** `35 min` or `2 h 05 min`. */
export function formatDuration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const unit = (value: number, name: string) => formatNumber(value, { style: 'unit', unit: name, unitDisplay: 'short' });
  if (minutes < 60) return unit(minutes, 'minute');
  const rest = minutes % 60;
  return rest === 0 ? unit(minutes / 60, 'hour') : `${unit(Math.floor(minutes / 60), 'hour')} ${unit(rest, 'minute')}`;
}

/** `24.11.2026, 14:05`. */
export function formatInstant(instant: string): string {
  const how: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };
  return once('instant', () => new Intl.DateTimeFormat(locale, how)).format(new Date(instant));
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
export function languageName(tag: string): string {
  if (tag === 'de-x-leicht') return locale === 'de' ? 'Leichte Sprache' : 'Easy German';
  return once('language', () => new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' })).of(tag) ?? tag;
}
