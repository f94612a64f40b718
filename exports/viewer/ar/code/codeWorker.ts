/**
 * Reads QR codes in frames, beside the page. ZXing is WebAssembly, which no page of ours may run: the server lets this
 * one file, and fetch what it runs.
 */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import program from 'zxing-wasm/reader/zxing_reader.wasm?url';

import type { Answer, Frame } from './reading.ts';

const HOW = { formats: ['QRCode'], tryHarder: true, tryInvert: false, maxNumberOfSymbols: 4 } as const;

// Else it would fetch its program from a foreign host.
const ready = prepareZXingModule({ overrides: { locateFile: () => program }, fireImmediately: true });
void ready.then(
  () => postMessage({ ready: true } satisfies Answer),
  () => postMessage({ ready: false } satisfies Answer),
);

addEventListener('message', ({ data }: MessageEvent<Frame>) => void answer(data));

async function answer({ width, height, pixels }: Frame): Promise<void> {
  const frame = new ImageData(new Uint8ClampedArray(pixels), width, height);
  // What cannot be read holds no code.
  const found = await readBarcodes(frame, { ...HOW, formats: [...HOW.formats] }).catch(() => []);
  const codes = found
    .filter(({ isValid }) => isValid)
    .map(({ text, position: { topLeft, topRight, bottomRight, bottomLeft } }) => ({
      text,
      corners: [topLeft, topRight, bottomRight, bottomLeft] as const,
    }));
  postMessage({ codes } satisfies Answer);
}
