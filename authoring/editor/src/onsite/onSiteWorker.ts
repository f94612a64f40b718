/**
 * Opens the pages under `/preview/` where there is no network: a castle's cellar is where an anchor wants checking. It is
 * registered for colleagues only, keeps what they loaded for a day and a half, and sends nothing by itself.
 */

const KEPT = 'wayfable-on-site';
const KEPT_AT = 'X-Kept-At';
const LASTS_MS = 36 * 3_600_000;
/** A network that has not answered by then is taken for none, ms. */
const PATIENCE_MS = 5_000;
/** These tell who is signed in now, or are this file: an old answer would be wrong. */
const NEVER: readonly string[] = ['/preview/visitor', '/preview/worker.js'];

/** What of a service worker is used here: its own types and those of a page cannot be loaded side by side. */
interface Lasting extends Event {
  waitUntil(until: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Lasting, MessageEvent<{ readonly keep: readonly string[] }> {
  waitUntil(until: Promise<unknown>): void;
}
interface Worker {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', hear: (event: Lasting) => void): void;
  addEventListener(name: 'fetch', hear: (event: Fetching) => void): void;
  addEventListener(name: 'message', hear: (event: Told) => void): void;
}
const worker = globalThis as unknown as Worker;

worker.addEventListener('install', () => void worker.skipWaiting());
worker.addEventListener('activate', (event) => event.waitUntil(Promise.all([worker.clients.claim(), sweep()])));

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || NEVER.includes(pathname)) return;
  // What is named by its content never changes; everything else is asked for anew while there is a network.
  if (pathname.startsWith('/static/built/assets/')) event.respondWith(keptFirst(request));
  else if (pathname.startsWith('/preview/') || pathname === '/mark.svg') event.respondWith(networkFirst(request));
});

/** The page names what it has loaded before it was under this worker's care, and hears when all of it is kept. */
worker.addEventListener('message', (event) => {
  const kept = Promise.all([sweep(), ...event.data.keep.map(async (address) => keeps(new Request(address), await fetch(address)))]);
  event.waitUntil(kept.then(() => event.ports[0]?.postMessage(true)).catch(() => event.ports[0]?.postMessage(false)));
});

async function keptFirst(request: Request): Promise<Response> {
  return (await find(request)) ?? keeps(request, await fetch(request));
}

async function networkFirst(request: Request): Promise<Response> {
  const known = await find(request);
  const answer = fetch(request).then((response) => keeps(request, response));
  if (known === undefined) return answer;
  const late = new Promise<Response>((done) => setTimeout(() => done(known), PATIENCE_MS));
  return Promise.race([answer.catch(() => known), late]);
}

async function find(request: Request): Promise<Response | undefined> {
  return (await caches.open(KEPT)).match(request, { ignoreVary: true });
}

/** Keep a copy of a good answer, with the moment; give the answer back. */
async function keeps(request: Request, response: Response): Promise<Response> {
  if (response.status === 200 && response.type === 'basic' && !response.redirected) {
    const headers = new Headers(response.headers);
    headers.set(KEPT_AT, String(Date.now()));
    const copy = response.clone();
    await (await caches.open(KEPT)).put(request, new Response(copy.body, { headers }));
  }
  return response;
}

/** Let go of what is old: a link lasts for a day, and so does what was seen by it. */
async function sweep(): Promise<void> {
  const cache = await caches.open(KEPT);
  for (const request of await cache.keys()) {
    const kept = Number((await cache.match(request, { ignoreVary: true }))?.headers.get(KEPT_AT) ?? 0);
    if (Date.now() - kept > LASTS_MS) await cache.delete(request);
  }
}
