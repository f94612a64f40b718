/** What a plan of opening hours means, in a sentence a week. Pure: the words are brought along. */
import { DAYS, type Day, type Span, type Week } from './openingHours.ts';
import { daysOf } from './days.ts';
import type { DayOfYear, Plan, Season } from './openingPlan.ts';

/** The words of a language. */
export interface HourWords {
  readonly day: (day: Day) => string;
  readonly month: (month: number) => string;
  readonly dayOfYear: (day: DayOfYear) => string;
  readonly list: (parts: readonly string[]) => string;
  readonly range: (from: string, to: string) => string;
  readonly span: (span: Span) => string;
  readonly open: (days: string, hours: string) => string;
  readonly closed: (days: string) => string;
  readonly always: string;
  readonly unsaid: (days: string) => string;
  readonly season: (season: string, hours: string) => string;
}

/** Sentences about every season of the plan, one after the other. */
export function sayPlan(plan: Plan, words: HourWords): string {
  return plan
    .map(({ season, week }) => {
      const said = sayWeek(week, words);
      return season === undefined || said === '' ? said : words.season(saySeason(season, words), said);
    })
    .filter((said) => said !== '')
    .join(' ');
}

function saySeason({ from, to }: Season, words: HourWords): string {
  if (from.day !== 1 || to.day < daysOf(to.month)) return words.range(words.dayOfYear(from), words.dayOfYear(to));
  return from.month === to.month
    ? words.month(from.month)
    : words.range(words.month(from.month), words.month(to.month));
}

function sayWeek(week: Week, words: HourWords): string {
  const said = DAYS.filter((day) => week[day] !== undefined);
  if (said.length === 0) return '';
  const groups = new Map<string, Day[]>();
  for (const day of said) {
    const hours = JSON.stringify(week[day]);
    groups.set(hours, [...(groups.get(hours) ?? []), day]);
  }
  const sentences = [...groups.values()].map((days) => sayDays(days, week[days[0]!]!, words));
  // Public holidays follow their weekday unless something else is said of them.
  const unsaid = DAYS.slice(0, 7).filter((day) => week[day] === undefined);
  if (unsaid.length > 0 && unsaid.length < 7) sentences.push(words.unsaid(sayNames(unsaid, words)));
  return sentences.join(' ');
}

function sayDays(days: readonly Day[], spans: readonly Span[], words: HourWords): string {
  const names = sayNames(days, words);
  if (spans.length === 0) return words.closed(names);
  const always = spans.length === 1 && spans[0]!.from === '00:00' && spans[0]!.to === '24:00';
  return words.open(names, always ? words.always : words.list(spans.map(words.span)));
}

/** "Tuesday to Thursday and Saturday": three days or more in a row are a range. */
function sayNames(days: readonly Day[], words: HourWords): string {
  const runs: Day[][] = [];
  for (const day of days) {
    const last = runs.at(-1)?.at(-1);
    const follows = last !== undefined && day !== 'PH' && DAYS.indexOf(day) === DAYS.indexOf(last) + 1;
    if (follows) runs.at(-1)!.push(day);
    else runs.push([day]);
  }
  const parts = runs.flatMap((run) =>
    run.length > 2 ? [words.range(words.day(run[0]!), words.day(run.at(-1)!))] : run.map(words.day),
  );
  return words.list(parts);
}
