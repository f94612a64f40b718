/** Messages and figures as a person reads them, in German and English. */

export type Message = string | Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;
export type Locale = 'de' | 'en';

/** A message with its values: `{name}` becomes a value; of plural forms (CLDR) the one that fits the value `count`. */
export function filled(locale: Locale, message: Message, values: Values): string {
  return form(locale, message, values['count']).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? formatNumber(locale, value) : value;
  });
}

function form(locale: Locale, message: Message, count: string | number | undefined): string {
  if (typeof message === 'string') return message;
  const rules = once(`${locale} plural`, () => new Intl.PluralRules(locale));
  return message[rules.select(Number(count ?? 0))] ?? message['other'] ?? '';
}

/** Intl's objects cost far more to make than to use, and hundreds of rows ask for the same few. */
const made = new Map<string, unknown>();

export function once<Tool>(key: string, make: () => Tool): Tool {
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as Tool;
}

export function formatNumber(locale: Locale, value: number, options?: Intl.NumberFormatOptions): string {
  return once(`${locale} number ${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options)).format(value);
}

/** `35 min` or `2 h 05 min`. */
export function formatDuration(locale: Locale, seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const unit = (value: number, name: string) => formatNumber(locale, value, { style: 'unit', unit: name, unitDisplay: 'short' });
  if (minutes < 60) return unit(minutes, 'minute');
  const rest = minutes % 60;
  return rest === 0 ? unit(minutes / 60, 'hour') : `${unit(Math.floor(minutes / 60), 'hour')} ${unit(rest, 'minute')}`;
}

/** `Deutsch`, `English`, `Leichte Sprache`: a content language named in the person's language. */
export function languageName(locale: Locale, tag: string): string {
  if (tag === 'de-x-leicht') return locale === 'de' ? 'Leichte Sprache' : 'Easy German';
  return once(`${locale} language`, () => new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' })).of(tag) ?? tag;
}
