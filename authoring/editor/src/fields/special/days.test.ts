import { describe, expect, it } from 'vitest';

import { daysOf, readDay, showDay } from './days.ts';
import { keywordOf } from './keywords.ts';
import { isKnownLicence, isLicenceAddress } from './licences.ts';
import { readNumber, showNumber } from '../basic/numbers.ts';

describe('small values', () => {
  it('a day of the year exists', () => {
    expect(readDay('10-31')).toEqual([10, 31]);
    expect(readDay('')).toEqual([1, 1]);
    expect(showDay(2, 31)).toBe('02-29');
    expect(daysOf(4)).toBe(30);
  });

  it('a keyword is spelled without umlauts, accents and signs', () => {
    expect(keywordOf('Jüdisches Leben!')).toBe('juedisches-leben');
    expect(keywordOf('  Café & Straße ')).toBe('cafe-strasse');
    expect(keywordOf('–')).toBe('');
  });

  it('a licence is known by name or can be read at an address', () => {
    expect(isKnownLicence('CC-BY-4.0')).toBe(true);
    expect(isKnownLicence('cc by')).toBe(false);
    expect(isLicenceAddress('https://example.org/licence')).toBe(true);
    expect(isLicenceAddress('http://example.org')).toBe(false);
  });

  it('a number is read as people write it', () => {
    expect(readNumber('1,5')).toEqual({ value: 1.5 });
    expect(readNumber('1 500')).toEqual({ value: 1500 });
    expect(readNumber('')).toEqual({ value: undefined });
    expect(readNumber('12a')).toEqual({ fault: 'unreadable' });
    expect(readNumber('1.5', { whole: true })).toEqual({ fault: 'whole' });
    expect(readNumber('0', { min: 1 })).toEqual({ fault: 'min' });
    expect(readNumber('9', { max: 8 })).toEqual({ fault: 'max' });
    expect(showNumber(1234.5, 'de')).toBe('1234,5');
  });
});
