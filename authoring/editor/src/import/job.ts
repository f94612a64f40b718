/** How far a job is, as the server tells. */
interface Progress {
  state: 'waiting' | 'running' | 'done' | 'failed';
  done: number;
  total: number;
  words: string | null;
}

const ASK_AGAIN_MS = 700;

/** Follows the job of `<div data-job="address">` with its bar; at its end the page shows what came of it. */
export function letJobShow(root: ParentNode): void {
  const box = root.querySelector<HTMLElement>('[data-job]');
  const bar = box?.querySelector('progress');
  const words = box?.querySelector<HTMLElement>('[role="status"]');
  if (!box || !bar || !words) return;

  const ask = async () => {
    const answer = await fetch(box.dataset['job'] ?? '', { headers: { Accept: 'application/json' } }).catch(() => null);
    const progress = answer?.ok ? ((await answer.json()) as Progress) : null;
    // Nobody is interrupted in the middle of a word.
    const typing = document.activeElement?.closest('form[data-keeps]') != null;
    if ((progress?.state === 'done' || progress?.state === 'failed') && !typing) {
      window.location.reload();
      return;
    }
    if (progress && progress.total > 0) {
      bar.max = progress.total;
      bar.value = progress.done;
    }
    if (progress?.words && words.textContent !== progress.words) words.textContent = progress.words;
    // A lost connection is waited out: the job goes on without this page.
    setTimeout(() => void ask(), ASK_AGAIN_MS);
  };
  void ask();
}
