/** The files of a tour as addresses for pictures, sounds and films: each fetched when it is wanted, and proven before it is shown. */
import type { Manifest, Medium, Variant } from '../../../tour_schema/typescript/generated/types.ts';
import { Fault } from './faults.ts';

type Bytes = (path: string, sha256: string) => Promise<Uint8Array<ArrayBuffer>>;

export class Files {
  readonly #bytes: Bytes;
  readonly #paths: ReadonlyMap<string, string>;
  readonly #addresses = new Map<string, Promise<string>>();

  constructor(manifest: Manifest, bytes: Bytes) {
    this.#bytes = bytes;
    this.#paths = new Map((manifest.files ?? []).map(({ sha256, path }) => [sha256, path]));
  }

  /** An address in this page of a file that is what was published; rejects with a `Fault`. */
  address(variant: Variant): Promise<string> {
    const { sha256 } = variant;
    const before = this.#addresses.get(sha256);
    if (before !== undefined) return before;
    const made = this.blob(variant).then((blob) => URL.createObjectURL(blob));
    this.#addresses.set(sha256, made);
    // Whoever asks again asks the network again.
    made.catch(() => this.#addresses.delete(sha256));
    return made;
  }

  /** The same as it is itself. */
  async blob({ sha256, media_type }: Variant): Promise<Blob> {
    const path = this.#paths.get(sha256);
    if (path === undefined) throw new Fault('missing', sha256);
    return new Blob([await this.#bytes(path, sha256)], { type: shown(media_type) });
  }

  /** What was shown takes memory no longer. */
  dispose(): void {
    for (const each of this.#addresses.values()) void each.then((address) => URL.revokeObjectURL(address)).catch(() => {});
    this.#addresses.clear();
  }
}

/** A drawing could hold a script, which a picture does not run, and a page of its own would: it is no picture here. */
const shown = (type: string) => (/^(?:image\/(?!svg)|audio\/|video\/|model\/|text\/vtt$)/u.test(type) ? type : 'application/octet-stream');

/** The file of a medium for the first of these uses that it has. Pure. */
export function variantOf(medium: Medium | undefined, ...uses: readonly Variant['use'][]): Variant | undefined {
  const variants = medium?.variants ?? [];
  return uses.map((use) => variants.find((each) => each.use === use)).find((each) => each !== undefined);
}
