/** What a tour in a frame and the page around it take of each other's messages, and of whom. */
import { describe, expect, it } from 'vitest';

import { isOrigin, originsAround } from '$viewer/embed/around.ts';
import { commandIn, sealed, toldIn } from '$viewer/embed/messages.ts';
import { addressOf, placeOf } from '$viewer/app/place.ts';

const OWN = 'https://touren.example.org';
const PARTNER = 'https://nachbarstadt.example.net';

describe('a command', () => {
  it.each([
    { type: 'hello' },
    { type: 'open', station: '0198' },
    { type: 'language', language: 'de-x-leicht' },
    { type: 'view', view: 'map' },
    { type: 'view', view: 'list' },
  ] as const)('%o is taken', (command) => expect(commandIn(sealed(command))).toEqual(command));

  it.each([
    undefined,
    null,
    'hello',
    [],
    { type: 'hello' },
    { wayfable: 2, type: 'hello' },
    { wayfable: 1, type: 'run', code: 'alert(1)' },
    { wayfable: 1, type: 'open' },
    { wayfable: 1, type: 'open', station: 7 },
    { wayfable: 1, type: 'open', station: 'x'.repeat(201) },
    { wayfable: 1, type: 'language', language: '' },
    { wayfable: 1, type: 'view', view: 'satellite' },
  ])('is not %o', (data) => expect(commandIn(data)).toBeUndefined());

  it('brings nothing along that it does not need', () =>
    expect(commandIn({ wayfable: 1, type: 'open', station: '0198', tour: 'other' })).toEqual({ type: 'open', station: '0198' }));
});

describe('what a tour tells', () => {
  it('is its kind and what belongs to it', () =>
    expect(toldIn(sealed({ type: 'progress', seen: 1, halts: 3 }))).toEqual({ type: 'progress', detail: { seen: 1, halts: 3 } }));
  it('may be what only a newer viewer knows', () => expect(toldIn({ wayfable: 1, type: 'heard', sound: 'x' })?.type).toBe('heard'));
  it.each([undefined, 'progress', { type: 'progress' }, { wayfable: 1 }])('is not %o', (data) => expect(toldIn(data)).toBeUndefined());
});

describe('who is around', () => {
  it.each([
    ['as the browser says', { ancestors: [PARTNER, 'https://top.example'], referrer: '', own: OWN }, [PARTNER, 'https://top.example']],
    ['as the address says that led here', { ancestors: undefined, referrer: `${PARTNER}/seite?x`, own: OWN }, [PARTNER]],
    ['nobody says, where the frame led itself on', { ancestors: undefined, referrer: `${OWN}/t/zeitreise/`, own: OWN }, []],
    ['nobody says, where the page hides', { ancestors: undefined, referrer: '', own: OWN }, []],
  ])('%s', (_, traces, expected) => expect(originsAround(traces)).toEqual(expected));

  it.each([
    [PARTNER, true],
    ['http://localhost:8080', true],
    ['null', false],
    [undefined, false],
    [`${PARTNER}/`, false],
  ])('%s can be spoken to: %s', (origin, expected) => expect(isOrigin(origin)).toBe(expected));
});

it('an address may wish for a language', () => {
  expect(placeOf('?tour=zeitreise&language=en')).toMatchObject({ tour: 'zeitreise', language: 'en' });
  expect(addressOf({ tour: 'zeitreise', language: 'en' })).toBe('./?tour=zeitreise&language=en');
});
