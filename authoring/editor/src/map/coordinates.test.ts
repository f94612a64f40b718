import { describe, expect, it } from 'vitest';

import { readCoordinates, showCoordinates } from './coordinates.ts';

const HERE = { position: [11.0308, 50.9788] };

describe('coordinates', () => {
  it.each([
    ['50.9788, 11.0308', 'as a map service copies it'],
    ['50.9788 11.0308', 'with a blank'],
    ['50,9788 11,0308', 'with German commas'],
    ['50,9788; 11,0308', 'with German commas and a semicolon'],
    ['50,9788, 11,0308', 'with commas for everything'],
    ['50.9788° N, 11.0308° E', 'with compass letters'],
    ['N 50.9788 O 11.0308', 'with German compass letters in front'],
    ['11.0308 E, 50.9788 N', 'longitude first, where the letters say so'],
    ['50° 58′ 43.68″ N 11° 1′ 50.88″ E', 'in degrees, minutes and seconds'],
    ['50°58\'43,68"N 11°1\'50,88"O', 'in degrees, minutes and seconds with German commas'],
    ['(50.9788, 11.0308)', 'in brackets'],
    ['50.9788,11.0308', 'without any blank'],
  ])('reads %s, %s', (text) => {
    expect(readCoordinates(text)).toEqual(HERE);
  });

  it('reads the south and the west as negative', () => {
    expect(readCoordinates('33.8688 S 151.2093 W')).toEqual({ position: [-151.2093, -33.8688] });
    expect(readCoordinates('-33.8688, -151.2093')).toEqual({ position: [-151.2093, -33.8688] });
  });

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['Krämerbrücke', 'unreadable'],
    ['50.9788', 'unreadable'],
    ['50.9 11.0 3', 'unreadable'],
    ['50.9 N 11.0 N', 'unreadable'],
    ['95.1, 11.0', 'range'],
    ['50.1, 190', 'range'],
  ])('says of «%s» that it is %s', (text, fault) => {
    expect(readCoordinates(text)).toEqual({ fault });
  });

  it('shows what it can read again', () => {
    expect(showCoordinates([11.0308, 50.9788])).toBe('50.97880, 11.03080');
    expect(readCoordinates(showCoordinates([11.0308, 50.9788]))).toEqual(HERE);
  });
});
