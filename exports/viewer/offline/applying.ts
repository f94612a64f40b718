/** Zstandard with an older file as its prefix, in a worker: it is WebAssembly, which no page of ours may run. */

/** What the worker gets. */
export interface Older {
  readonly old: Uint8Array<ArrayBuffer>;
  readonly patch: Uint8Array<ArrayBuffer>;
}

/** What it says: the newer file, or nothing where there is none. */
export interface Newer {
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** Rejects where the patch is none, or not of this file, or nothing here can apply it. */
export function patched(old: Older['old'], patch: Older['patch']): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(new URL('./patchWorker.ts', import.meta.url), { type: 'module' });
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  worker.onmessage = ({ data: { bytes } }: MessageEvent<Newer>) => (bytes === undefined ? reject(new RangeError('no patch of this file')) : resolve(bytes));
  worker.onerror = () => reject(new Error('nothing here applies patches'));
  worker.postMessage({ old, patch } satisfies Older, [old.buffer, patch.buffer]);
  return promise.finally(() => worker.terminate());
}
