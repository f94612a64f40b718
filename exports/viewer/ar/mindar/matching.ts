/** Stands for MindAR's worker, which it would start from a `blob:` address: a page of ours starts none but its own files. */
export default function MatchingWorker(): Worker {
  return new Worker(new URL('./matchingWorker.ts', import.meta.url), { type: 'module' });
}
