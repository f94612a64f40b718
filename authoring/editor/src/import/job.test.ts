// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { letJobShow } from './job.ts';

const reload = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  reload.mockClear();
  vi.stubGlobal('location', { reload });
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ state: 'done', done: 1, total: 1, words: null })));
  document.body.innerHTML = `<div data-job="/api/v1/jobs/j"><p role="status"></p><progress></progress></div>
    <form data-keeps><input></form>`;
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('shows what came of a job when it has ended', async () => {
  letJobShow(document);
  await vi.advanceTimersByTimeAsync(1);
  expect(reload).toHaveBeenCalledOnce();
});

it('waits with that while somebody types', async () => {
  document.querySelector('input')?.focus();
  letJobShow(document);
  await vi.advanceTimersByTimeAsync(5000);
  expect(reload).not.toHaveBeenCalled();
  document.querySelector('input')?.blur();
  await vi.advanceTimersByTimeAsync(1000);
  expect(reload).toHaveBeenCalledOnce();
});
