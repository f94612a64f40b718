/** What GLTFLoader asks of meshoptimizer, asked of a worker: neither the page's policy nor its frames suffer. */

export interface Packed {
  readonly number: number;
  readonly count: number;
  readonly size: number;
  readonly source: Uint8Array<ArrayBuffer>;
  readonly mode: string;
  readonly filter?: string;
}

export interface Unpacked {
  readonly number: number;
  /** Absent where the bytes are no packed geometry. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

type Answer = (unpacked: Unpacked) => void;

/** A decoder in the shape that GLTFLoader takes; its worker starts with the first packed model. */
export class Unpacker {
  readonly supported = true;
  readonly ready = Promise.resolve();
  #worker: Worker | undefined;
  #asked = 0;
  readonly #waiting = new Map<number, Answer>();

  async decodeGltfBufferAsync(
    count: number,
    size: number,
    source: Uint8Array,
    mode: string,
    filter?: string,
  ): Promise<Uint8Array> {
    const number = (this.#asked += 1);
    const { bytes } = await new Promise<Unpacked>((done) => {
      this.#waiting.set(number, done);
      // A copy of its own: the source may be a window on the whole file.
      const packed: Packed = { number, count, size, source: new Uint8Array(source), mode, ...(filter && { filter }) };
      this.#start().postMessage(packed, [packed.source.buffer]);
    });
    if (bytes === undefined) throw new RangeError('no packed geometry');
    return bytes;
  }

  dispose(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#failAll();
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    this.#worker = new Worker(new URL('./unpackWorker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<Unpacked>) => {
      this.#waiting.get(data.number)?.(data);
      this.#waiting.delete(data.number);
    };
    // A worker that does not start answers nobody.
    this.#worker.onerror = () => this.#failAll();
    return this.#worker;
  }

  #failAll(): void {
    for (const [number, done] of this.#waiting) done({ number });
    this.#waiting.clear();
  }
}
