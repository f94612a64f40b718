// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';

import { letMenusClose } from './menus.ts';

let menu: HTMLDetailsElement;

beforeEach(() => {
  document.body.innerHTML = `<details data-menu open><summary tabindex="0">Neu</summary>
    <div class="leaf"><input id="title"></div></details><button id="elsewhere">x</button>`;
  menu = document.querySelector('details') as HTMLDetailsElement;
  letMenusClose(document);
});

it('closes by Escape and gives the focus back to what opened it', () => {
  document.getElementById('title')?.focus();
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
  expect(menu.open).toBe(false);
  expect(document.activeElement?.tagName).toBe('SUMMARY');
});

it('stays open while somebody writes in it', () => {
  document.getElementById('title')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  expect(menu.open).toBe(true);
});

it('closes by a click elsewhere', () => {
  document.getElementById('elsewhere')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  expect(menu.open).toBe(false);
});
