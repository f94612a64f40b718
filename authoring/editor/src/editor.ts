import { mount } from 'svelte';

import App from './App.svelte';
import { loadWords } from './words/words.ts';

import './design.css';

const target = document.getElementById('editor');
if (target !== null) {
  await loadWords(document.documentElement.lang);
  mount(App, { target });
}
