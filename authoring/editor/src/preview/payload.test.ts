/** What the preview on a phone makes of what the server tells it. */
import { expect, test, vi } from 'vitest';

import { Refusal, Source, surroundingsOf, textIn, type Payload } from './payload.ts';

const PAYLOAD: Payload = {
  original: 'de',
  station: {},
  title: {},
  anchors: [],
  contents: [],
  media: [],
  guides: [{ format: 'wayfable/1.0', kind: 'guide', id: 'g-1', original: 'de' }],
  lines: { 'line-1': { guide: 'g-1', text: { de: 'Kommt näher!' } } },
  blocks: {},
  panoramas: {},
  language: 'en',
  until: '2026-05-01T12:00:00+00:00',
  signed_in: false,
  on_site: null,
};

test('a text is read in the language of the reader, else in the original, else in any', () => {
  expect(textIn({ de: 'Turm', en: 'Tower' }, 'en', 'de')).toBe('Tower');
  expect(textIn({ fr: 'Tour', de: 'Turm', en: '' }, 'en', 'de')).toBe('Turm');
  expect(textIn({ fr: 'Tour' }, 'en', null)).toBe('Tour');
  expect(textIn(undefined, 'en', 'de')).toBe('');
});

test('a line is spoken by the guide whom the server names, and by nobody else', () => {
  const around = surroundingsOf(PAYLOAD, new Source('/preview/x', ''), false);
  expect(around.line('line-1')?.guide?.id).toBe('g-1');
  expect(around.line('line-2')).toBeUndefined();
  expect(around.line(undefined)).toBeUndefined();
});

test('every request goes below the address of the link, and a no is told in the words of the server', async () => {
  const asked: [string, RequestInit | undefined][] = [];
  const answers = [
    new Response('{"state":"running","done":1,"total":3,"words":null}'),
    new Response('{"detail":"Diese Vorschau ist zu Ende."}', { status: 410 }),
    new Response('<p>Willkommen im Hotel</p>'),
  ];
  vi.stubGlobal('fetch', (path: string, how?: RequestInit) => {
    asked.push([path, how]);
    const answer = answers.shift();
    return answer === undefined ? Promise.reject(new TypeError('offline')) : Promise.resolve(answer);
  });
  const source = new Source('/preview/x', 'the token');
  expect((await source.compile('m-1')).done).toBe(1);
  await expect(source.scene()).rejects.toEqual(new Refusal(410, 'Diese Vorschau ist zu Ende.'));
  // A page of somebody else's in between, and no network at all.
  await expect(source.scene()).rejects.toEqual(new Refusal(0, ''));
  await expect(source.scene()).rejects.toMatchObject({ status: 0 });
  expect(source.file('m-1', 'low')).toBe('/preview/x/media/m-1/low');
  expect(asked.map(([path]) => path)).toEqual(['/preview/x/targets/m-1', '/preview/x/scene', '/preview/x/scene', '/preview/x/scene']);
  expect(asked[0]?.[1]).toMatchObject({ method: 'POST', headers: { 'X-CSRF-Token': 'the token' } });
  vi.unstubAllGlobals();
});
