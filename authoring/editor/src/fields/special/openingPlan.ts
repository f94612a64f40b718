/**
 * Opening hours as a plan for the year: a week for all of it, or one for each of its seasons. What is more than that
 * (single days, "on request", the third Sunday of a month) is left to the text. Pure.
 */
import { daysOf } from './days.ts';
import { readWeek, writeWeek, type Week } from './openingHours.ts';

/** A day of every year: months and days from 1. */
export interface DayOfYear {
  readonly month: number;
  readonly day: number;
}

/** From a day to a day, both included; over New Year where the end is before the beginning. */
export interface Season {
  readonly from: DayOfYear;
  readonly to: DayOfYear;
}

/** A week and when it holds; all the year where there is no season. */
export interface Period {
  readonly season: Season | undefined;
  readonly week: Week;
}
export type Plan = readonly Period[];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const MONTH = `(${MONTHS.join('|')})`;
const SEASON = new RegExp(`^${MONTH}(?: (\\d{1,2}))?(?: ?- ?${MONTH}(?: (\\d{1,2}))?)?:? (.+)$`, 'u');

/** The plan that a text describes, or undefined where a few weeks could not show all of it. */
export function readPlan(text: string): Plan | undefined {
  const seasons = new Map<string, { readonly season: Season | undefined; readonly rules: string[] }>();
  const holidays: string[] = [];
  const rules = text.split(';').map((rule) => rule.trim().replace(/\s+/gu, ' '));
  const seasonal = rules.some((rule) => SEASON.test(rule));
  for (const rule of rules.filter((each) => each !== '')) {
    if (seasonal && rule.startsWith('PH ')) {
      holidays.push(rule);
      continue;
    }
    const found = seasonal ? readSeason(rule) : { season: undefined, rest: rule };
    if (found === undefined) return undefined;
    const key = JSON.stringify(found.season);
    if (!seasons.has(key)) seasons.set(key, { season: found.season, rules: [] });
    seasons.get(key)!.rules.push(found.rest);
  }
  const plan: Period[] = [];
  for (const { season, rules: own } of seasons.values()) {
    const week = readWeek([...own, ...holidays].join(';'));
    if (week === undefined) return undefined;
    plan.push({ season, week });
  }
  return plan;
}

function readSeason(rule: string): { readonly season: Season; readonly rest: string } | undefined {
  const [, from, fromDay, to = from, toDay, rest] = SEASON.exec(rule) ?? [];
  // "May 1 off" is a single day, and "Apr 15-Oct" says only half of what it means.
  if (from === undefined || rest === undefined || (fromDay === undefined) !== (toDay === undefined)) return undefined;
  const [first, last] = [MONTHS.indexOf(from as never) + 1, MONTHS.indexOf(to as never) + 1];
  const season = {
    from: { month: first, day: Number(fromDay ?? 1) },
    to: { month: last, day: Number(toDay ?? daysOf(last)) },
  };
  return [season.from, season.to].every(({ month, day }) => day >= 1 && day <= daysOf(month))
    ? { season, rest }
    : undefined;
}

/** The plan as text; a week in which nothing is said leaves nothing. */
export function writePlan(plan: Plan): string {
  return plan
    .map(({ season, week }) => {
      const text = writeWeek(week);
      if (season === undefined || text === '') return text;
      const rules = text === '24/7' ? ['Mo-Su 00:00-24:00'] : text.split('; ');
      return rules.map((rule) => `${writeSeason(season)} ${rule}`).join('; ');
    })
    .filter((text) => text !== '')
    .join('; ');
}

function writeSeason({ from, to }: Season): string {
  const whole = from.day === 1 && to.day >= daysOf(to.month);
  const name = ({ month, day }: DayOfYear) =>
    whole ? MONTHS[month - 1]! : `${MONTHS[month - 1]!} ${String(day).padStart(2, '0')}`;
  return whole && from.month === to.month ? name(from) : `${name(from)}-${name(to)}`;
}

/** The rest of the year: from the day after a season to the day before it. */
export function restOfYear({ from, to }: Season): Season {
  const after = to.day >= daysOf(to.month) ? { month: (to.month % 12) + 1, day: 1 } : { ...to, day: to.day + 1 };
  const monthBefore = ((from.month + 10) % 12) + 1;
  const before = from.day === 1 ? { month: monthBefore, day: daysOf(monthBefore) } : { ...from, day: from.day - 1 };
  return { from: after, to: before };
}
