// @vitest-environment happy-dom
/** What waits on a phone goes out once, in its person's own session, and is never lost on the way. */
import 'fake-indexeddb/auto';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Delivery } from './delivery.svelte.ts';
import { mayWait } from './flag.ts';
import { Outbox, type Unsent } from './outbox.ts';

const ANNA = { person: { id: 'anna', name: 'Anna' }, csrf: 'the token of now' };
let asked: { readonly path: string; readonly how: RequestInit | undefined }[];
let answers: Record<string, () => Response>;
let outbox: Outbox;
let delivery: Delivery;

function aReport(id: string, facts: Partial<Unsent> = {}): Unsent {
  const finding = { station: 's', scene: 'scene-1', anchor: 'a-1', revision: 1, verdict: 'holds', note: '' } as const;
  return { id, person: 'anna', title: 'Tor', finding: { ...finding, measured_at: `2026-05-01T08:00:0${id.length}Z` }, ...facts };
}

const sent = () => asked.filter(({ how }) => how?.method === 'PUT').map(({ path }) => path.replace('/api/v1/on-site-reports/', ''));

beforeEach(async () => {
  asked = [];
  answers = { '/preview/visitor': () => Response.json(ANNA) };
  vi.stubGlobal('fetch', (path: string, how?: RequestInit) => {
    asked.push({ path, how });
    const answer = answers[path];
    return answer === undefined ? Promise.resolve(new Response('{}', { status: 201 })) : Promise.resolve().then(answer);
  });
  outbox = new Outbox();
  delivery = new Delivery(outbox);
  for (const { id } of await outbox.all()) await outbox.forget(id);
});
afterEach(() => vi.unstubAllGlobals());

test('a report goes out with the token of now, its photograph after it, and waits no longer', async () => {
  await delivery.add(aReport('one', { photograph: new Blob(['x']) }));
  expect(sent()).toEqual(['one', 'one/photograph']);
  expect(asked[1]?.how?.headers).toMatchObject({ 'X-CSRF-Token': 'the token of now' });
  expect([delivery.delivered, delivery.waiting.length, mayWait()]).toEqual([1, 0, false]);
});

test('without a network it waits, in this browser, for the next page', async () => {
  answers['/preview/visitor'] = () => {
    throw new TypeError('offline');
  };
  await delivery.add(aReport('one'));
  expect([delivery.trouble, delivery.mine.length, mayWait(), sent()]).toEqual(['offline', 1, true, []]);
  answers['/preview/visitor'] = () => Response.json(ANNA);
  const next = new Delivery(new Outbox());
  await next.deliver();
  expect([next.trouble, next.delivered, next.waiting.length]).toEqual([undefined, 1, 0]);
});

test('a photograph that was cut off is sent again, with its report', async () => {
  answers['/api/v1/on-site-reports/one/photograph'] = () => {
    throw new TypeError('cut off');
  };
  await delivery.add(aReport('one', { photograph: new Blob(['x']) }));
  expect([delivery.trouble, delivery.mine.length]).toEqual(['offline', 1]);
  delete answers['/api/v1/on-site-reports/one/photograph'];
  await delivery.deliver();
  expect(sent()).toEqual(['one', 'one/photograph', 'one', 'one/photograph']);
  expect(delivery.delivered).toBe(1);
});

test('whoever is signed in delivers what is theirs, and nobody else’s', async () => {
  await outbox.keep(aReport('one', { person: 'bert' }));
  await delivery.add(aReport('three'));
  expect(sent()).toEqual(['three']);
  expect([delivery.mine.length, delivery.foreign, delivery.delivered]).toEqual([0, 1, 1]);
  answers['/preview/visitor'] = () => Response.json({ person: null, csrf: '' });
  await delivery.deliver();
  expect([delivery.trouble, delivery.mine.length]).toEqual(['signed-out', 1]);
});

test('what the server does not take says why, does not hold up the others, and is not sent for ever', async () => {
  await outbox.keep(aReport('one'));
  answers['/api/v1/on-site-reports/one'] = () => Response.json({ detail: 'Das gibt es nicht mehr.' }, { status: 404 });
  await delivery.add(aReport('three'));
  await delivery.deliver();
  expect(sent()).toEqual(['one', 'three']);
  expect(delivery.refused.map(({ refused }) => refused)).toEqual(['Das gibt es nicht mehr.']);
  const [refused] = delivery.refused;
  if (refused !== undefined) await delivery.retry(refused);
  expect([sent(), delivery.refused.length]).toEqual([['one', 'three', 'one'], 1]);
  await delivery.discard('one');
  expect([delivery.waiting.length, mayWait()]).toEqual([0, false]);
});

test('a server that has no time, or a session that ends meanwhile, refuses nothing', async () => {
  for (const [status, trouble] of [[503, 'unanswered'], [429, 'unanswered'], [401, 'signed-out']] as const) {
    answers['/api/v1/on-site-reports/one'] = () => new Response('{}', { status });
    await delivery.add(aReport('one'));
    expect([delivery.trouble, delivery.mine.length, delivery.refused.length]).toEqual([trouble, 1, 0]);
  }
});

test('a photograph that cannot be opened is told, and the report has arrived', async () => {
  answers['/api/v1/on-site-reports/one/photograph'] = () => Response.json({ detail: 'Kein Foto.' }, { status: 422 });
  await delivery.add(aReport('one', { photograph: new Blob(['x']) }));
  expect([delivery.remark, delivery.delivered, delivery.waiting.length]).toEqual(['Kein Foto.', 1, 0]);
});
