/**
 * Opening hours in OpenStreetMap syntax: a week as a grid where the text is as plain as that, and what
 * people type by habit ("Di-So 10-18 Uhr") put into the syntax. Pure.
 */

export const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su', 'PH'] as const;
/** A weekday, or PH for public holidays. */
export type Day = (typeof DAYS)[number];

/** Times as HH:MM, 24:00 for midnight at the end of a day. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** No entry: nothing is said about the day. An empty list: closed. */
export type Week = Readonly<Partial<Record<Day, readonly Span[]>>>;

const WEEKDAYS = DAYS.slice(0, 7);
const RULE = /^(?<days>(?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)[-, ]*)*)(?<times>off|closed|[\d:,\- ]*)$/u;
const SPAN = /^([01]?\d|2[0-4]):([0-5]\d)-([01]?\d|2[0-4]):([0-5]\d)$/u;

/** The week that a text describes, or undefined where a grid could not show all of it. */
export function readWeek(text: string): Week | undefined {
  if (text.trim() === '24/7') {
    return Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from: '00:00', to: '24:00' }]]));
  }
  const week: Partial<Record<Day, readonly Span[]>> = {};
  for (const rule of text.split(';')) {
    if (rule.trim() === '') continue;
    const found = RULE.exec(rule.trim())?.groups;
    const days = found && readDays(found['days']?.trim() ?? '');
    const spans = found && readSpans(found['times']?.trim() ?? '');
    if (!days || !spans) return undefined;
    // A later rule speaks for its days alone, as the syntax has it.
    for (const day of days) week[day] = spans;
  }
  return week;
}

function readDays(text: string): readonly Day[] | undefined {
  if (text === '') return WEEKDAYS;
  const days: Day[] = [];
  for (const part of text.split(',')) {
    const [from, to = from] = part.split('-').map((day) => day.trim());
    const first = DAYS.indexOf(from as Day);
    const last = DAYS.indexOf(to as Day);
    if (first === -1 || last === -1) return undefined;
    if (from === 'PH' || to === 'PH') {
      if (from !== to) return undefined;
      days.push('PH');
      continue;
    }
    // "Sa-Mo" goes over the end of the week.
    for (let day = first; ; day = (day + 1) % 7) {
      days.push(DAYS[day]!);
      if (day === last) break;
    }
  }
  return days;
}

function readSpans(text: string): readonly Span[] | undefined {
  if (text === 'off' || text === 'closed') return [];
  const spans: Span[] = [];
  for (const part of text.split(',')) {
    const found = SPAN.exec(part.replace(/\s/gu, ''));
    if (!found) return undefined;
    const [, fromHour, fromMinute, toHour, toMinute] = found;
    spans.push({
      from: `${fromHour!.padStart(2, '0')}:${fromMinute}`,
      to: `${toHour!.padStart(2, '0')}:${toMinute}`,
    });
  }
  return spans;
}

/** The shortest plain text of a week: neighbours with the same hours share a rule. */
export function writeWeek(week: Week): string {
  const said = WEEKDAYS.filter((day) => week[day] !== undefined);
  const everywhere = said.length === 7 && said.every((day) => isAllDay(week[day]!));
  if (everywhere && week.PH === undefined) return '24/7';
  const rules: string[] = [];
  for (let first = 0; first < 7; first += 1) {
    const spans = week[DAYS[first]!];
    if (spans === undefined) continue;
    let last = first;
    while (last + 1 < 7 && sameSpans(week[DAYS[last + 1]!], spans)) last += 1;
    const days = last === first ? DAYS[first]! : `${DAYS[first]!}-${DAYS[last]!}`;
    rules.push(`${days} ${showSpans(spans)}`);
    first = last;
  }
  if (week.PH !== undefined) rules.push(`PH ${showSpans(week.PH)}`);
  return rules.join('; ');
}

function isAllDay(spans: readonly Span[]): boolean {
  return spans.length === 1 && spans[0]!.from === '00:00' && spans[0]!.to === '24:00';
}

function showSpans(spans: readonly Span[]): string {
  return spans.length === 0 ? 'off' : spans.map((span) => `${span.from}-${span.to}`).join(',');
}

function sameSpans(one: readonly Span[] | undefined, other: readonly Span[]): boolean {
  return one !== undefined && showSpans(one) === showSpans(other);
}

const HABITS: readonly (readonly [RegExp, string])[] = [
  [/\bfeiertags?e?n?\b|\bpublic holidays?\b|\bbank holidays?\b/giu, 'PH'],
  [/\bgeschlossen\b|\bruhetag\b/giu, 'off'],
  [/\btäglich\b|\bdaily\b/giu, 'Mo-Su'],
  [/\b(?:montags?|mondays?|mon)\b\.?/giu, 'Mo'],
  [/\b(?:dienstags?|tuesdays?|tues?|di)\b\.?/giu, 'Tu'],
  [/\b(?:mittwochs?|wednesdays?|wed|mi)\b\.?/giu, 'We'],
  [/\b(?:donnerstags?|thursdays?|thurs?|do)\b\.?/giu, 'Th'],
  [/\b(?:freitags?|fridays?|fri)\b\.?/giu, 'Fr'],
  [/\b(?:samstags?|sonnabends?|saturdays?|sat)\b\.?/giu, 'Sa'],
  [/\b(?:sonntags?|sundays?|sun|so)\b\.?/giu, 'Su'],
  [/\s*\bbis\b\s*|\s+to\s+|\s*[–—]\s*/giu, '-'],
  [/\s*\b(?:und|and)\b\s*/giu, ','],
  [/\s*Uhr\b/giu, ''],
  [/(\d)\.(\d\d)(?!\d)/gu, '$1:$2'],
  [/(?<![\d:])(\d{1,2})\s*-\s*(\d{1,2})(?![\d:])/gu, '$1:00-$2:00'],
  [/(?<![\d:])(\d{1,2})\s*-\s*(\d{1,2}:\d\d)/gu, '$1:00-$2'],
  [/(\d:\d\d)\s*-\s*(\d{1,2})(?![\d:])/gu, '$1-$2:00'],
  [/(?<!\d)(\d:\d\d)/gu, '0$1'],
  [/\s*-\s*/gu, '-'],
  [/([A-Z][a-z]|PH):(?=\s)/gu, '$1'],
];

/** What people type by habit, in the syntax; a text that is in it already stays as it is. */
export function tidyHours(text: string): string {
  const quoted: string[] = [];
  const bare = text.replace(/"[^"]*"/gu, (comment) => `"${quoted.push(comment) - 1}"`);
  const tidied = HABITS.reduce((all, [habit, syntax]) => all.replace(habit, syntax), bare);
  return tidied.replace(/"(\d+)"/gu, (_, index: string) => quoted[Number(index)]!).trim();
}

const KNOWN_WORDS =
  /^(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|off|closed|open|unknown|week|easter|day|days|sunrise|sunset|dawn|dusk|\d+)$/u;

/** The first word that the syntax does not know, so that it can be named; undefined where there is none. */
export function strangeWord(text: string): string | undefined {
  const bare = text.replace(/"[^"]*"/gu, ' ').replace(/[[\]();:,/+\-|]/gu, ' ');
  return bare.split(/\s+/u).find((word) => word !== '' && !KNOWN_WORDS.test(word));
}

/** "9", "9.30", "0930" or "9:30 Uhr" as HH:MM; undefined where it is no time of a day. */
export function readTime(typed: string): string | undefined {
  const found = /^(\d{1,2})(?:[:.]?(\d{2}))?$/u.exec(typed.replace(/uhr|h|\s/giu, ''));
  if (!found) return undefined;
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? '0')];
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return undefined;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
