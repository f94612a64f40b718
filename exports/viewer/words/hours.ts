/**
 * Opening hours as people read them. What the format holds is OpenStreetMap's `opening_hours`: its words and days are said in the
 * reader's language and each rule stands on a line of its own; what is no word of it stays as it is written. Pure.
 */
import type { Locale } from './sentences.ts';

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SAID: Record<Locale, ReadonlyMap<string, string>> = {
  de: new Map([
    ['PH', 'Feiertage'],
    ['SH', 'Schulferien'],
    ['off', 'geschlossen'],
    ['closed', 'geschlossen'],
    ['open', 'geöffnet'],
    ['unknown', 'ungewiss'],
    ['sunrise', 'Sonnenaufgang'],
    ['sunset', 'Sonnenuntergang'],
    ['dawn', 'Morgendämmerung'],
    ['dusk', 'Abenddämmerung'],
    ['easter', 'Ostern'],
    ['week', 'Woche'],
    ['24/7', 'immer geöffnet'],
  ]),
  en: new Map([
    ['PH', 'public holidays'],
    ['SH', 'school holidays'],
    ['off', 'closed'],
    ['24/7', 'always open'],
  ]),
};
const TERM = new RegExp(String.raw`24/7|\b(?:(${MONTHS.join('|')})(?: (\d{1,2})(?![\d:]))?|[A-Za-z]{2,})\b`, 'gu');

/** A line for each rule. */
export function hoursIn(text: string, locale: Locale): string[] {
  return text.split(/;|\|\|/u).map((rule) => ruleIn(rule.trim(), locale)).filter((rule) => rule !== '');
}

function ruleIn(rule: string, locale: Locale): string {
  // What stands in quotation marks is somebody's own sentence.
  const parts = rule.split('"');
  return parts.map((part, at) => (at % 2 === 1 ? part : spanned(part, locale))).join('').trim();
}

function spanned(part: string, locale: Locale): string {
  const said = part.replaceAll(TERM, (term: string, month?: string, day?: string) => {
    if (month !== undefined) return monthIn(MONTHS.indexOf(month), day, locale);
    const weekday = DAYS.indexOf(term);
    // The first of January 2024 was a Monday.
    return weekday < 0 ? (SAID[locale].get(term) ?? term) : inWords(Date.UTC(2024, 0, 1 + weekday), { weekday: 'short' }, locale);
  });
  return said.replaceAll(/\s*-\s*/gu, '–').replaceAll(/,(?=\S)/gu, ', ');
}

const monthIn = (month: number, day: string | undefined, locale: Locale) =>
  inWords(Date.UTC(2024, month, Number(day ?? 1)), { month: 'short', ...(day === undefined ? {} : { day: 'numeric' }) }, locale);

const inWords = (date: number, options: Intl.DateTimeFormatOptions, locale: Locale) =>
  new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { ...options, timeZone: 'UTC' }).format(date);
