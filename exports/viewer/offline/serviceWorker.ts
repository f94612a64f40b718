/** The viewer's own pages without a network, for whoever took a tour along. It touches nothing else of its host. */

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** What the viewer consists of, and which build that is: the build puts them here. */
declare const __FILES__: readonly string[];
declare const __BUILD__: string;

/** The windows of this worker. */
declare const clients: { claim(): Promise<void> };

const CACHE = `wayfable viewer ${__BUILD__}`;
const HERE = new URL('./', location.href).href;

addEventListener('install', (event) => {
  (event as Waiting).waitUntil(caches.open(CACHE).then((cache) => cache.addAll(['./index.html', ...__FILES__])));
});

addEventListener('activate', (event) => {
  const older = caches.keys().then((names) => names.filter((name) => name.startsWith('wayfable viewer ') && name !== CACHE));
  const swept = older.then((names) => Promise.all(names.map((name) => caches.delete(name))));
  // Whoever has just taken a tour along walks off without opening the page anew.
  (event as Waiting).waitUntil(swept.then(() => clients.claim()));
});

addEventListener('fetch', (event) => {
  const fetching = event as Fetching;
  const { request } = fetching;
  if (request.method === 'GET' && request.url.startsWith(HERE)) fetching.respondWith(answer(request));
});

/** The page and its files are of one build: a newer one comes whole, when all windows of the older are closed. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.mode === 'navigate' ? './index.html' : request);
  return kept ?? fetch(request);
}
