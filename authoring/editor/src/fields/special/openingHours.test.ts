import { describe, expect, it } from 'vitest';

import { readTime, readWeek, strangeWord, tidyHours, writeWeek } from './openingHours.ts';

const DAY = [{ from: '10:00', to: '18:00' }];

describe('opening hours', () => {
  it('reads a week with a day off, a break and public holidays', () => {
    const week = readWeek('Tu-Fr 10:00-18:00; Sa 10:00-12:00,14:00-16:00; Su off; PH off');
    expect(week?.Mo).toBeUndefined();
    expect(week?.We).toEqual(DAY);
    expect(week?.Sa).toHaveLength(2);
    expect(week?.Su).toEqual([]);
    expect(week?.PH).toEqual([]);
  });

  it('lets a later rule speak for its day alone', () => {
    expect(readWeek('Mo-Su 10:00-18:00; We off')).toMatchObject({ Mo: DAY, We: [], Su: DAY });
  });

  it.each([
    'Mo-Su 10:00-18:00',
    'Tu-Fr 10:00-18:00; Sa-Su 09:00-12:00,14:00-18:00; PH off',
    'Mo 10:00-18:00; We 10:00-18:00',
    '24/7',
  ])('writes what it read: %s', (text) => {
    expect(writeWeek(readWeek(text)!)).toBe(text);
  });

  it.each([
    'Apr-Oct Mo-Su 10:00-18:00',
    'Mo-Fr sunrise-sunset',
    'Mo[1] 10:00-12:00',
    'Mo 10:00-18:00 "auf Anfrage"',
  ])('leaves to the text what a week cannot show: %s', (text) => {
    expect(readWeek(text)).toBeUndefined();
    expect(strangeWord(text)).toBeUndefined();
  });

  it('goes over the end of the week', () => {
    expect(Object.keys(readWeek('Sa-Mo 10:00-18:00')!).sort()).toEqual(['Mo', 'Sa', 'Su']);
  });

  it.each([
    ['Di-So 10-18 Uhr', 'Tu-Su 10:00-18:00'],
    ['täglich 9.30 – 17 Uhr', 'Mo-Su 09:30-17:00'],
    ['Mo bis Fr 9:00-18:00; Feiertage geschlossen', 'Mo-Fr 09:00-18:00; PH off'],
    ['Samstag und Sonntag 11-16 Uhr', 'Sa,Su 11:00-16:00'],
    ['Mo: 10:00-18:00', 'Mo 10:00-18:00'],
    ['Mo-Su 10:00-18:00', 'Mo-Su 10:00-18:00'],
    ['Mo 10:00-12:00 "Di und Mi auf Anfrage"', 'Mo 10:00-12:00 "Di und Mi auf Anfrage"'],
  ])('puts «%s» into the syntax', (typed, tidy) => {
    expect(tidyHours(typed)).toBe(tidy);
  });

  it.each([
    ['9', '09:00'],
    ['9.30', '09:30'],
    ['0930', '09:30'],
    ['17:30 Uhr', '17:30'],
    ['24', '24:00'],
    ['25', undefined],
    ['9:75', undefined],
    ['mittags', undefined],
  ])('reads the time «%s» as %s', (typed, time) => {
    expect(readTime(typed)).toBe(time);
  });

  it('names the word that it does not know', () => {
    expect(strangeWord('Mo-Fr nachmittags')).toBe('nachmittags');
    expect(strangeWord('Mo-Fr 10:00-18:00')).toBeUndefined();
  });
});
