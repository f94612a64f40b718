/** The page that visitors open. */
import { mount } from 'svelte';

import '@fontsource-variable/source-sans-3';
import '@fontsource-variable/source-serif-4';
import '../design/tokens.css';
import './viewer.css';

import { keptFirst } from '../offline/blobs.ts';
import { patchingFrom } from '../offline/patching.ts';
import { Fault } from '../reading/faults.ts';
import { folderAt } from '../reading/folder.ts';
import { keeping } from '../reading/keeping.ts';
import { Publisher } from '../reading/publisher.ts';
import { loadWords } from '../words/words.svelte.ts';
import App from './App.svelte';
import { placeOf } from './place.ts';
import { Session } from './session.svelte.ts';

const base = new URL('../', location.href).href;
/** In a page of others nothing is kept, and nothing that was kept is read: nobody need be asked for it. */
const framed = parent !== window;
const memory = keeping(framed ? undefined : base);
const folder = folderAt(base);
const pin = document.querySelector<HTMLMetaElement>('meta[name="wayfable-root"]')?.content.split(' ') ?? [];
const trusted = { version: Number(pin[0]), sha256: pin[1] ?? '' };
const [get, patching] = framed ? [folder, undefined] : [keptFirst(folder), patchingFrom(folder)];
const publisher = new Publisher(get, memory, trusted, () => new Date(), patching);
const session = new Session(publisher, memory, framed);

const target = document.getElementById('viewer');
if (target !== null) void start(target);

async function start(target: HTMLElement): Promise<void> {
  if (framed) new (await import('../embed/frame.svelte.ts')).Frame(session).begin();
  // Without encryption a browser lends nobody its cryptography, and nothing could be proven.
  if (!isSecureContext) session.fault = new Fault('insecure');
  else if (pin[1] === undefined) session.fault = new Fault('unpinned');
  else void session.follow();
  await loadWords(placeOf(location.search).language, !framed);
  mount(App, { target, props: { session } });
  addEventListener('popstate', () => void session.follow());
}
