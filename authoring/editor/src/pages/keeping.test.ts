// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';

import { letKeep } from './keeping.ts';

const BOTH = { alt: '', credit: 'Foto: Anna' };

/** The page as the server shows it at a revision. */
function open(values: Record<string, string>, revision = '3') {
  const inputs = Object.entries(values).map(([name, value]) => `<input name="${name}" value="${value}">`);
  document.body.innerHTML = `<form data-keeps data-word-kept="Noch nicht gespeichert." data-word-discard="Verwerfen">
    <input type="hidden" name="based_on" value="${revision}">${inputs.join('')}</form>`;
  letKeep(document);
}
function field(name: string) {
  return document.querySelector<HTMLInputElement>(`[name="${name}"]`) as HTMLInputElement;
}
function type(name: string, value: string) {
  field(name).value = value;
  field(name).dispatchEvent(new Event('input', { bubbles: true }));
}

beforeEach(() => sessionStorage.clear());

it('shows again what was typed when another form of the page was sent, and says that it is not saved', () => {
  open(BOTH);
  type('alt', 'Das Tor');
  open(BOTH, '4');
  expect(field('alt').value).toBe('Das Tor');
  expect(document.querySelector('[role="status"]')?.textContent).toBe('Noch nicht gespeichert.');
});

it('is based on the revision that was typed over, so that nobody else loses a word', () => {
  open(BOTH);
  type('alt', 'Das Tor');
  open({ ...BOTH, credit: 'Foto: Bernd' }, '4');
  expect(field('based_on').value).toBe('3');
  expect(field('credit').value).toBe('Foto: Bernd');
});

it('remembers nothing of what has been saved', () => {
  open(BOTH);
  type('alt', ' Das Tor ');
  open({ ...BOTH, alt: 'Das Tor' }, '4');
  expect(document.querySelector('[role="status"]')).toBeNull();
  open({ ...BOTH, alt: 'Das Nordtor' }, '5');
  expect(field('alt').value).toBe('Das Nordtor');
});

it('remembers nothing of what was taken back by hand', () => {
  open(BOTH);
  type('alt', 'Das Tor');
  type('alt', '');
  open(BOTH, '4');
  expect(document.querySelector('[role="status"]')).toBeNull();
});
