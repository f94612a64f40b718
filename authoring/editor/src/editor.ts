import { mount } from 'svelte';

import './editor.css';

import App from './App.svelte';
import { Problem } from './model/api.ts';
import { session } from './model/session.svelte.ts';
import { loadWords, t } from './words/words.ts';

async function start(target: HTMLElement): Promise<void> {
  const { tour = '', language = document.documentElement.lang } = target.dataset;
  await loadWords(language);
  try {
    await session.open(tour);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    say(target, problem.status === 0 ? t('editor.load.offline') : t('editor.load.failed', { reason: problem.detail }));
    return;
  }
  target.replaceChildren();
  mount(App, { target });
}

/** The tour could not be opened: say so in place of the editor, with a way to try again. */
function say(target: HTMLElement, words: string): void {
  const paragraph = document.createElement('p');
  paragraph.className = 'notice notice-red';
  paragraph.setAttribute('role', 'alert');
  const again = document.createElement('a');
  again.className = 'button';
  again.href = location.href;
  again.textContent = t('editor.load.again');
  paragraph.append(words, again);
  target.replaceChildren(paragraph);
}

const target = document.getElementById('editor');
if (target !== null) void start(target);
