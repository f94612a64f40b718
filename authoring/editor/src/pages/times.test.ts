// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';

import { tellInLocalTime } from './times.ts';

beforeEach(() => {
  document.documentElement.lang = 'de';
});

it('writes a moment as the reader keeps time', () => {
  document.body.innerHTML = '<time datetime="2026-06-01T22:30:00+00:00">01.06.2026, 22:30 UTC</time>';
  tellInLocalTime(document, 'Europe/Berlin');
  expect(document.body.textContent).toBe('02.06.2026, 00:30');
});

it('keeps how long ago something was, and shows the moment to who points at it', () => {
  document.body.innerHTML = '<time datetime="2026-06-01T22:30:00+00:00" data-ago>vor 3 Stunden</time>';
  tellInLocalTime(document, 'Europe/Berlin');
  expect(document.body.textContent).toBe('vor 3 Stunden');
  expect(document.querySelector('time')?.title).toBe('02.06.2026, 00:30');
});

it('leaves alone what is no moment', () => {
  document.body.innerHTML = '<time datetime="Samstag">Samstag</time>';
  tellInLocalTime(document, 'Europe/Berlin');
  expect(document.body.textContent).toBe('Samstag');
});
