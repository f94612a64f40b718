/** A tour that is taken along: how much of it is here, and the rest fetched, file by file, each proven before it is kept. */
import { SvelteSet } from 'svelte/reactivity';

import type { Manifest, ManifestFile } from '../../../tour_schema/typescript/generated/types.ts';
import { Fault } from '../reading/faults.ts';
import type { Memory, Opened, Publisher } from '../reading/publisher.ts';
import { drop, isKept, keep } from './blobs.ts';
import { bytesOf, bytesWith, packOf, type Extra, type Extras } from './pack.ts';

/** The tours that were taken along, and their files. */
type Packs = Readonly<Record<string, readonly string[]>>;
const PACKS = 'packs';

export class Taking {
  readonly #publisher: Publisher;
  readonly #memory: Memory;
  readonly #tour: string;
  readonly #opened: Opened;
  readonly #manifest: Manifest;
  readonly #language: string;
  readonly #quickLook: boolean;
  readonly #here = new SvelteSet<string>();
  /** The files of the version that was taken along last. */
  readonly #older = new SvelteSet<string>();
  /** Somebody wanted it here. */
  wanted = $state(false);
  known = $state(false);
  busy = $state(false);
  problem = $state<'cut' | 'room' | 'tampered'>();
  extras = $state.raw<Extras>({ ar: true, video: false });
  readonly #files = $derived.by(() => packOf(this.#manifest, this.#language, this.extras, this.#quickLook));
  readonly total = $derived.by(() => bytesOf(this.#files));
  readonly done = $derived.by(() => bytesOf(this.#files.filter(({ sha256 }) => this.#here.has(sha256))));

  /** What is fetched for the rest: a patch of what is here in an older version. */
  readonly rest = $derived.by(() => {
    const lacking = this.#files.filter(({ sha256 }) => !this.#here.has(sha256));
    return lacking.map((file) => fetchedOf(file, this.#older)).reduce((sum, each) => sum + each, 0);
  });

  /** `quickLook` where the browser shows models by Apple's own view. */
  constructor(publisher: Publisher, memory: Memory, opened: Opened, language: string, quickLook = false) {
    this.#publisher = publisher;
    this.#memory = memory;
    this.#tour = opened.resolved.tour.id;
    this.#opened = opened;
    this.#manifest = opened.manifest;
    this.#language = language;
    this.#quickLook = quickLook;
  }

  async look(): Promise<void> {
    const pack = (await this.#packs())[this.#tour];
    this.wanted = pack !== undefined;
    if (pack !== undefined) this.extras = extrasIn(pack, this.#manifest);
    for (const sha256 of pack ?? []) this.#older.add(sha256);
    for (const { sha256 } of this.#manifest.files ?? []) if (await isKept(sha256)) this.#here.add(sha256);
    this.known = true;
  }

  /** The bytes that an extra adds; 0 where the tour has none of it. */
  bytesWith(extra: Extra): number {
    return bytesWith(this.#manifest, this.#language, extra, this.#quickLook);
  }

  /** Take an extra along, or not; a tour that is here already has it at once, or has its room. */
  async bring(extra: Extra, wanted: boolean): Promise<void> {
    this.extras = { ...this.extras, [extra]: wanted };
    if (this.wanted) await this.take();
  }

  /** Take what is not here yet; after a cut it goes on where it was. */
  async take(): Promise<void> {
    if (this.busy) return;
    this.busy = this.wanted = true;
    this.problem = undefined;
    try {
      // Else a browser that wants room may take it away again.
      await navigator.storage?.persist?.().catch(() => false);
      const packs = await this.#packs();
      const before = packs[this.#tour] ?? [];
      const { sha256: manifest, place, patches: listed } = this.#opened;
      const now = [manifest, ...this.#files.map(({ sha256 }) => sha256)];
      // Until all is here the older version stays, of which the newer is made.
      await this.#memory.put(PACKS, { ...packs, [this.#tour]: [...new Set([...now, ...before])] });
      for (const { path, sha256, patches } of this.#files) {
        if (this.#here.has(sha256)) continue;
        await keep(sha256, await this.#publisher.bytes(path, sha256, patches));
        this.#here.add(sha256);
      }
      // The next version's list of files will be made of this one.
      await keep(manifest, await this.#publisher.bytes(place, manifest, listed));
      // The pages themselves.
      await navigator.serviceWorker.register('./service-worker.js');
      await navigator.serviceWorker.ready;
      await this.#memory.put(PACKS, { ...(await this.#packs()), [this.#tour]: now });
      await this.#sweep(before);
    } catch (fault) {
      this.problem = fault instanceof Fault ? (fault.why === 'tampered' ? 'tampered' : 'cut') : 'room';
    } finally {
      this.busy = false;
    }
  }

  /** Free its room, but for what another tour shares with it. */
  async remove(): Promise<void> {
    const { [this.#tour]: own = [], ...others } = await this.#packs();
    await this.#memory.put(PACKS, others);
    await this.#sweep(own);
    this.wanted = false;
  }

  async #sweep(files: readonly string[]): Promise<void> {
    const named = new Set(Object.values(await this.#packs()).flat());
    for (const sha256 of files) {
      if (named.has(sha256)) continue;
      await drop(sha256);
      this.#here.delete(sha256);
    }
  }

  async #packs(): Promise<Packs> {
    return (await this.#memory.get<Packs>(PACKS)) ?? {};
  }
}

/** Which extras are in a pack: those of whose files at least one is. */
function extrasIn(pack: readonly string[], { files = [] }: Manifest): Extras {
  const has = (extra: Extra) => files.some((file) => file.for?.part === extra && pack.includes(file.sha256));
  return { ar: has('ar'), video: has('video') };
}

/** The bytes that come for a file, by a patch where the file that it is made of is here. */
function fetchedOf({ bytes, patches = [] }: ManifestFile, here: ReadonlySet<string>): number {
  return Math.min(bytes, ...patches.filter(({ from }) => here.has(from)).map((patch) => patch.bytes));
}
