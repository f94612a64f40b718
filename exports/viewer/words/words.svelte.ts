/** The viewer's own words, in a language that has nothing to do with that of the tour. */
import { currentLocale, setLocale } from './locale.svelte.ts';
import * as sentences from './sentences.ts';
import type german from '../translations/viewer/de.json';

type Key = keyof typeof german;
type Messages = Readonly<Record<Key, sentences.Message>>;
const CHOSEN = 'wayfable language';

let messages = $state.raw<Messages>();
/** Whether a choice is kept, and one that was kept is asked for. */
let keeps = true;

/** Load the words that a link asks for, else those that were chosen once, else those that the browser asks for. */
export function loadWords(asked: string | undefined, kept: boolean): Promise<void> {
  keeps = kept;
  return speak(localeOf(asked) ?? chosen() ?? navigator.languages.map(localeOf).find((each) => each !== undefined) ?? 'en');
}

/** Speak this language (BCP 47), if we do, without keeping that. */
export async function speakAs(tag: string): Promise<void> {
  const wanted = localeOf(tag);
  if (wanted !== undefined) await speak(wanted);
}

const localeOf = (tag: string | undefined) => (['de', 'en'] as const).find((each) => each === tag?.slice(0, 2));

/** Speak this language from now on. */
export async function choose(wanted: sentences.Locale): Promise<void> {
  try {
    if (keeps) localStorage.setItem(CHOSEN, wanted);
  } catch {
    // Where nothing can be kept it is chosen for now.
  }
  await speak(wanted);
}

async function speak(wanted: sentences.Locale): Promise<void> {
  const loaded = await (wanted === 'de' ? import('../translations/viewer/de.json') : import('../translations/viewer/en.json'));
  messages = loaded.default;
  setLocale(wanted);
  document.documentElement.lang = wanted;
}

function chosen(): sentences.Locale | undefined {
  try {
    return keeps ? localeOf(localStorage.getItem(CHOSEN) ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

export { currentLocale };

export function t(key: Key, values: sentences.Values = {}): string {
  return sentences.filled(currentLocale(), messages?.[key] ?? key, values);
}

export const formatNumber = (value: number, options?: Intl.NumberFormatOptions) => sentences.formatNumber(currentLocale(), value, options);
export const formatDuration = (seconds: number) => sentences.formatDuration(currentLocale(), seconds);
export const languageName = (tag: string) => sentences.languageName(currentLocale(), tag);

/** `350 m` or `2.4 km`. */
export function formatDistance(metres: number): string {
  const near = metres < 950;
  const rounded = near ? Math.round(metres / 10) * 10 : Math.round(metres / 100) / 10;
  return formatNumber(rounded, { style: 'unit', unit: near ? 'meter' : 'kilometer', unitDisplay: 'short' });
}

/** `850 kB` or `12 MB`. */
export function formatBytes(bytes: number): string {
  const large = bytes >= 950_000;
  const value = large ? bytes / 1e6 : bytes / 1e3;
  return formatNumber(Math.max(1, Math.round(value)), { style: 'unit', unit: large ? 'megabyte' : 'kilobyte', unitDisplay: 'short' });
}
