/** Applies one patch, beside the page. */
import { createDCtx, decompressUsingDict, init } from '@bokuweb/zstd-wasm';

import type { Newer, Older } from './applying.ts';

addEventListener('message', ({ data }: MessageEvent<Older>) => {
  made(data).then(
    (bytes) => postMessage({ bytes } satisfies Newer, { transfer: [bytes.buffer] }),
    () => postMessage({} satisfies Newer),
  );
});

/** The context is not freed: the worker ends with its one patch. */
async function made({ old, patch }: Older): Promise<Uint8Array<ArrayBuffer>> {
  await init();
  return new Uint8Array(decompressUsingDict(createDCtx(), patch, old));
}
