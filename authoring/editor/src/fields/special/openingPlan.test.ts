import { describe, expect, it } from 'vitest';

import { readPlan, restOfYear, writePlan } from './openingPlan.ts';
import { sayPlan, type HourWords } from './openingWords.ts';

const SUMMER = { from: { month: 4, day: 1 }, to: { month: 10, day: 31 } };

const ENGLISH: HourWords = {
  day: (day) => day,
  month: (month) => `m${month}`,
  dayOfYear: ({ month, day }) => `${month}/${day}`,
  list: (parts) => new Intl.ListFormat('en').format(parts),
  range: (from, to) => `${from} to ${to}`,
  span: ({ from, to }) => `${from}–${to}`,
  open: (days, hours) => `${days} ${hours}.`,
  closed: (days) => `${days} closed.`,
  always: 'always',
  unsaid: (days) => `${days} unsaid.`,
  season: (season, hours) => `${season}: ${hours}`,
};

describe('a plan of opening hours', () => {
  it.each([
    'Tu-Su 10:00-18:00',
    '24/7',
    'Apr-Oct Tu-Su 10:00-18:00',
    'Apr-Oct Tu-Su 10:00-18:00; Nov-Mar Sa 10:00-16:00; Nov-Mar Su off',
    'Apr 15-Oct 03 Mo-Su 09:00-17:00',
    'May Mo-Fr 10:00-12:00',
    'Apr-Oct Mo-Su 00:00-24:00',
  ])('writes what it read: %s', (text) => {
    expect(writePlan(readPlan(text)!)).toBe(text);
  });

  it('has a holiday of its own in each season where the text names it once', () => {
    const plan = readPlan('Apr-Oct Mo 10:00-18:00; Nov-Mar Mo 10:00-16:00; PH off');
    expect(plan?.map(({ week }) => week.PH)).toEqual([[], []]);
  });

  it.each(['May 1 off', 'Apr 15-Oct Mo 10:00-18:00', 'Apr-Oct Mo 10:00-18:00; Tu off', 'Feb 31-Mar 05 Mo off', 'easter off'])(
    'leaves to the text: %s',
    (text) => {
      expect(readPlan(text)).toBeUndefined();
    },
  );

  it('is empty where nothing is said', () => {
    expect(readPlan('')).toEqual([]);
    expect(writePlan([{ season: SUMMER, week: {} }])).toBe('');
  });

  it('knows the rest of the year', () => {
    expect(restOfYear(SUMMER)).toEqual({ from: { month: 11, day: 1 }, to: { month: 3, day: 31 } });
    const broken = { from: { month: 12, day: 24 }, to: { month: 1, day: 6 } };
    expect(restOfYear(broken)).toEqual({ from: { month: 1, day: 7 }, to: { month: 12, day: 23 } });
    expect(restOfYear(restOfYear(broken))).toEqual(broken);
  });
});

describe('the sentence about opening hours', () => {
  it.each([
    ['Tu-Su 10:00-18:00', 'Tu to Su 10:00–18:00. Mo unsaid.'],
    ['Mo-Fr 10:00-12:00,14:00-17:00; Sa-Su off', 'Mo to Fr 10:00–12:00 and 14:00–17:00. Sa and Su closed.'],
    ['Mo,We 10:00-18:00; PH off', 'Mo and We 10:00–18:00. PH closed. Tu and Th to Su unsaid.'],
    ['24/7', 'Mo to Su always.'],
    ['Apr-Oct Mo-Su 10:00-18:00; Nov-Mar Mo-Su off', 'm4 to m10: Mo to Su 10:00–18:00. m11 to m3: Mo to Su closed.'],
    ['Apr 15-Oct 03 Mo-Su 10:00-18:00', '4/15 to 10/3: Mo to Su 10:00–18:00.'],
    ['', ''],
  ])('of «%s» is «%s»', (text, sentence) => {
    expect(sayPlan(readPlan(text)!, ENGLISH)).toBe(sentence);
  });
});
