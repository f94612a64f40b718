/**
 * Unpacks the geometry of models beside the page. meshoptimizer's decoder is WebAssembly, which no page of ours may
 * run: the server lets this one file, and nothing else.
 */
import { MeshoptDecoder } from 'meshoptimizer/decoder';

import type { Packed, Unpacked } from './unpacking.ts';

addEventListener('message', ({ data }: MessageEvent<Packed>) => void answer(data));

async function answer({ number, count, size, source, mode, filter }: Packed): Promise<void> {
  await MeshoptDecoder.ready;
  const target = new Uint8Array(count * size);
  try {
    MeshoptDecoder.decodeGltfBuffer(target, count, size, source, mode, filter);
    postMessage({ number, bytes: target } satisfies Unpacked, { transfer: [target.buffer] });
  } catch {
    postMessage({ number } satisfies Unpacked);
  }
}
