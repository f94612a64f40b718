import { mount, type Component } from 'svelte';

import './editor.css';

import App from './App.svelte';
import { Problem } from './model/api.ts';
import { session } from './model/session.svelte.ts';
import NotOpened from './NotOpened.svelte';
import { loadWords, t } from './words/words.ts';

async function start(target: HTMLElement): Promise<void> {
  const { tour = '', guide, language = document.documentElement.lang } = target.dataset;
  await loadWords(language);
  let Desk: Component = App;
  try {
    if (guide === undefined) await session.open(tour);
    else Desk = await (await import('./guide/desk.ts')).openGuide(guide);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    target.replaceChildren();
    mount(NotOpened, { target, props: { reason: reason(problem), again: problem.status !== 404 } });
    return;
  }
  target.replaceChildren();
  mount(Desk, { target });
  if (location.hash === '#on-site') void import('./stage/StageView.svelte').then(({ openOnSite }) => openOnSite());
}

function reason(problem: Problem): string {
  if (problem.status === 0) return t('editor.load.offline');
  if (problem.unanswered) return t('editor.load.unanswered');
  return problem.status === 404 ? t('editor.load.not_found') : problem.detail;
}

const target = document.getElementById('editor');
if (target !== null) void start(target);
