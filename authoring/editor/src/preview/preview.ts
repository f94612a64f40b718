/** The page behind a preview link: one scene of a draft, on a phone. */
import { mount } from 'svelte';

import './preview.css';

import { loadOnSiteWords, loadPreviewWords, t } from '../words/words.ts';
import { wantsCalm } from '$viewer/scene/shown.ts';
import { Visit } from '$viewer/scene/visit.svelte.ts';
import { Refusal, shownOf, Source } from './payload.ts';
import Preview from './Preview.svelte';

async function start(target: HTMLElement): Promise<void> {
  const { address = '', language = document.documentElement.lang } = target.dataset;
  await loadPreviewWords(language);
  if (address === '') return showWaiting(target);
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
  const source = new Source(address, token);
  try {
    const payload = await source.scene();
    const visit = new Visit(shownOf(payload, source, wantsCalm()));
    target.replaceChildren();
    mount(Preview, { target, props: { visit, payload } });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    const sentence = document.createElement('p');
    sentence.className = 'waiting';
    sentence.setAttribute('role', 'alert');
    sentence.textContent = refusal.sentence || t('preview.offline');
    target.replaceChildren(sentence);
  }
}

/** No scene: what still waits on this phone to be sent. */
async function showWaiting(target: HTMLElement): Promise<void> {
  const [{ default: WaitingPage }] = await Promise.all([import('../onsite/WaitingPage.svelte'), loadOnSiteWords()]);
  target.replaceChildren();
  mount(WaitingPage, { target });
}

const target = document.getElementById('preview');
if (target !== null) void start(target);
