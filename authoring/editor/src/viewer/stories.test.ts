/** What a story says, where its links lead, and whether a riddle was solved. */
import { describe, expect, it } from 'vitest';

import { addressOf, placeInCode, placeOf } from '$viewer/app/place.ts';
import { contrast, tintOf } from '$viewer/app/tint.ts';
import { variantOf } from '$viewer/reading/files.ts';
import { bestOf, said } from '$viewer/reading/texts.ts';
import { bytesOf, bytesWith, packOf, type Extras } from '$viewer/offline/pack.ts';
import { wayOf } from '$viewer/stories/links.ts';
import { captionAt, clock } from '$viewer/stories/playing.ts';
import { isNumber, isWord, moved, numberIn, shuffled } from '$viewer/stories/quiz.ts';

describe('a text', () => {
  it.each([
    ['de-x-leicht', { 'de-x-leicht': 'leicht', de: 'schwer' }, 'leicht'],
    ['de-x-leicht', { de: 'schwer', en: 'hard' }, 'schwer'],
    ['en-GB', { de: 'schwer', en: 'hard' }, 'hard'],
    ['fr', { de: 'schwer', en: 'hard' }, 'schwer'],
  ])('for %s is the nearest', (wish, text, expected) => expect(said(text, wish, 'de')?.text).toBe(expected));

  it('that nobody wrote is none', () => expect(said({ de: '' }, 'de', 'de')).toBeUndefined());
});

it('the language of a tour is what somebody reads, else its original', () => {
  expect(bestOf(['de', 'en'], ['fr-FR', 'en-US', 'de'])).toBe('en');
  expect(bestOf(['de', 'en'], ['fr'])).toBe('de');
});

describe('a link', () => {
  it.each(['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', '//example.org', '/x', 'blob:x', ''])(
    'to %s leads nowhere',
    (href) => expect(wayOf(href)).toBeUndefined(),
  );
  it.each(['https://example.org/', 'tel:+49361', 'mailto:a@example.org'])('to %s leads there', (href) =>
    expect(wayOf(href)).toEqual({ kind: 'out', href }),
  );
  it('to a station leads to it', () => expect(wayOf('station:0198-a')).toEqual({ kind: 'station', station: '0198-a' }));
});

describe('an answer', () => {
  it.each([
    ['1.325', true, 1325],
    ['1,325', false, 1325],
    ['1,5', true, 1.5],
    ['1.5', true, 1.5],
    ['-3', true, -3],
    ['1 325 ', true, 1325],
    ['viele', true, undefined],
    ['', true, undefined],
  ])('%s is a number', (text, comma, expected) => expect(numberIn(text, comma)).toBe(expected));

  it('may be off by the tolerance and no more', () => {
    const answer = { kind: 'number', value: 10, tolerance: 0.1 } as const;
    expect([10.1, 9.9, 10.2].map((each) => isNumber(answer, each))).toEqual([true, true, false]);
  });

  it('in words counts neither case nor accents nor blanks', () => {
    const answer = { kind: 'word', accepted: { de: ['Café Straße'] } } as const;
    expect(['cafe  strasse ', 'CAFÉ STRASSE', 'Cafe', ''].map((each) => isWord(answer, each, 'de', 'de'))).toEqual([true, true, false, false]);
    expect(isWord(answer, 'café straße', 'fr', 'en')).toBe(true);
  });

  it('in order begins in another one, and is moved a step at a time', () => {
    for (const seed of [0, 1, 7, 99]) {
      expect(shuffled(3, seed)).not.toEqual([0, 1, 2]);
      expect(shuffled(3, seed).toSorted()).toEqual([0, 1, 2]);
    }
    expect([moved([2, 0, 1], 0, 1), moved([2, 0, 1], 0, -1)]).toEqual([[0, 2, 1], [2, 0, 1]]);
  });
});

it('a caption is shown while it is said, without its tags', () => {
  const captions = [{ start_s: 1, end_s: 2, text: '<i>Da</i> rauscht sie' }];
  expect([0.9, 1, 2].map((second) => captionAt(captions, second))).toEqual(['', 'Da rauscht sie', '']);
  expect([clock(0), clock(65.9)]).toEqual(['0:00', '1:05']);
});

describe('an address', () => {
  it('says tour, station and view, and nothing that is not there', () => {
    const place = { tour: 'a&b', station: 's 1', view: 'map' } as const;
    expect(placeOf(new URL(addressOf(place), 'https://example.org/viewer/').search)).toEqual(place);
    expect([addressOf({}), placeOf('?view=x').view]).toEqual(['./', undefined]);
  });

  it('in a printed code is that of a page, or of the viewer', () => {
    expect(placeInCode('https://example.org/x/t/jena-licht/?station=s1')).toEqual({ tour: 'jena-licht', station: 's1' });
    expect(placeInCode('https://example.org/viewer/?tour=t1')).toEqual({ tour: 't1', station: undefined });
    expect([placeInCode('https://example.org/'), placeInCode('12')]).toEqual([undefined, undefined]);
  });
});

it.each(['#ffff00', '#000000', '#ffffff', '#1d5a42', '#ff00ff'])('a publisher’s %s can be read in light and dark', (colour) => {
  const { light, dark, onLight, onDark } = tintOf(colour);
  for (const ground of ['#f8f6f1', '#ffffff', '#efece4']) expect(contrast(light, ground)).toBeGreaterThan(4.5);
  for (const ground of ['#131614', '#1b1f1c', '#232824']) expect(contrast(dark, ground)).toBeGreaterThan(4.5);
  expect(contrast(light, onLight)).toBeGreaterThan(4.5);
  expect(contrast(dark, onDark)).toBeGreaterThan(4.5);
});

it('of a medium that file is taken that is wished for first', () => {
  const medium = { variants: [{ use: '480' }, { use: '1080' }] } as unknown as Parameters<typeof variantOf>[0];
  expect([variantOf(medium, '2160', '1080', '480')?.use, variantOf(medium, 'high'), variantOf(undefined, '480')]).toEqual(['1080', undefined, undefined]);
});

it('somebody takes along what is told, seen and heard in their language, in the smaller quality', () => {
  const file = (name: string, purpose: object, required = false) => ({ sha256: name, path: name, bytes: 10, media_type: 'x/y', required, for: purpose });
  const files = [
    file('entry', { part: 'core' }, true),
    file('small', { part: 'image', use: '480' }, true),
    file('medium', { part: 'image', use: '1080' }),
    file('large', { part: 'image', quality: 'high', use: '2160' }),
    file('spoken', { part: 'audio', quality: 'low', language: 'de' }),
    file('english', { part: 'audio', quality: 'low', language: 'en' }),
    file('film', { part: 'video', quality: 'low', medium: 'm1' }),
    file('fine', { part: 'video', quality: 'high', medium: 'm1' }),
    file('only', { part: 'video', quality: 'high', medium: 'm2' }),
    file('figure', { part: 'ar', quality: 'low', medium: 'm3' }),
    file('target', { part: 'ar', use: 'mind', medium: 'm4' }),
    file('apple', { part: 'ar', use: 'usdz', medium: 'm3' }),
  ];
  const manifest = { files } as unknown as Parameters<typeof packOf>[0];
  const taken = (extras: Partial<Extras>, quickLook?: boolean) => packOf(manifest, 'de-x-leicht', { ar: false, video: false, ...extras }, quickLook).map(({ sha256 }) => sha256);
  const told = ['entry', 'small', 'medium', 'spoken'];
  expect(taken({})).toEqual(told);
  expect(bytesOf(packOf(manifest, 'de', { ar: false, video: false }))).toBe(40);
  // Of a film in one quality only, that one; models for Apple's view only where there is it.
  expect(taken({ ar: true })).toEqual([...told, 'figure', 'target']);
  expect(taken({ ar: true }, true)).toEqual([...told, 'figure', 'target', 'apple']);
  expect(taken({ video: true })).toEqual([...told, 'film', 'only']);
  expect([bytesWith(manifest, 'de', 'ar'), bytesWith(manifest, 'de', 'video')]).toEqual([20, 20]);
});
