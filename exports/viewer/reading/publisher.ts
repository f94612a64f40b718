/** A publisher's tours, each proven before it is shown; what was accepted once is kept and shown where the new is refused. */
import type * as format from '../../../tour_schema/typescript/generated/types.ts';
import { Fault } from './faults.ts';
import { ofHash } from './hashes.ts';
import { pinnedRoot, refreshed, targetsOf, type Accepted, type Get, type State } from './trust.ts';

/** Remembers things on this phone by name. */
export interface Memory {
  get<Thing>(name: string): Promise<Thing | undefined>;
  put(name: string, thing: unknown): Promise<void>;
  forget(name: string): Promise<void>;
}

export interface Pin {
  readonly version: number;
  readonly sha256: string;
}

type Patches = readonly { readonly from: string }[];

/** Makes a file of an older one that is on this phone by one of these patches; undefined where it cannot. */
export type Patching = (sha256: string, patches: Patches) => Promise<Uint8Array<ArrayBuffer> | undefined>;

/** A tour as it was published, and the list of its files. */
export interface Told {
  readonly manifest: format.Manifest;
  readonly resolved: format.ResolvedTour;
  /** SHA-256 of the manifest. */
  readonly sha256: string;
  /** Where the manifest lies. */
  readonly place: string;
  /** What makes it of an older one. */
  readonly patches: Patches;
}

/** `stale`: why a newer state was refused, so that this is what was accepted before. */
export interface Opened extends Told {
  readonly stale?: Fault;
}

export class Publisher {
  readonly #get: Get;
  readonly #memory: Memory;
  readonly #pin: Pin;
  readonly #now: () => Date;
  readonly #patching: Patching | undefined;
  #state: Promise<State> | undefined;

  constructor(get: Get, memory: Memory, pin: Pin, now: () => Date, patching?: Patching) {
    this.#get = get;
    this.#memory = memory;
    this.#pin = pin;
    this.#now = now;
    this.#patching = patching;
  }

  /** All tours. Rejects with a `Fault` where they cannot be had and were never seen. */
  async catalogue(): Promise<readonly format.CatalogueEntry[]> {
    return this.#orKept('catalogue', async () => {
      const target = (await this.#targets('catalogue'))['catalogue.json'];
      if (target === undefined) throw new Fault('missing', 'catalogue.json');
      const { sha256 } = target.hashes;
      const { features } = json<{ features: { properties: format.CatalogueEntry }[] }>(
        await this.bytes(`${sha256}.catalogue.json`, sha256),
        'catalogue.json',
      );
      return features.map(({ properties }) => properties);
    }).then(({ found }) => found);
  }

  /** A tour by its id. */
  async tour(id: string): Promise<Opened> {
    const { found, stale } = await this.#orKept(`tour ${id}`, () => this.#newest(id));
    return stale === undefined ? found : { ...found, stale };
  }

  /** A file by its path and its hash, whole or by one of its patches. */
  async bytes(path: string, sha256: string, patches: Patches = []): Promise<Uint8Array<ArrayBuffer>> {
    const made = patches.length === 0 ? undefined : await this.#patching?.(sha256, patches);
    const data = made ?? (await this.#get(path));
    if (data === undefined) throw new Fault('missing', path);
    return ofHash(data, sha256, path);
  }

  async #newest(id: string): Promise<Told> {
    const targets = await this.#targets(`tours-${id.at(-1)}`);
    const [path, target] = Object.entries(targets).find(([each]) => each.startsWith(`tours/${id}/`)) ?? [];
    if (path === undefined || target === undefined) throw new Fault('withdrawn', id);
    const { sha256 } = target.hashes;
    const kept = await this.#memory.get<Told>(`tour ${id}`);
    if (kept?.sha256 === sha256) return kept;
    const place = path.replace('manifest.json', `${sha256}.manifest.json`);
    const patches = target.custom?.patches ?? [];
    const manifest = json<format.Manifest>(await this.bytes(place, sha256, patches), place);
    readable(manifest.format, place);
    const entry = (manifest.files ?? []).find((file) => file.sha256 === manifest.entry);
    if (entry === undefined) throw new Fault('unreadable', place);
    const resolved = json<format.ResolvedTour>(await this.bytes(entry.path, entry.sha256, entry.patches), entry.path);
    return { manifest, resolved, sha256, place, patches };
  }

  async #targets(role: string): ReturnType<typeof targetsOf> {
    this.#state ??= this.#refresh();
    const state = await this.#state;
    return targetsOf(this.#get, state, role, this.#now());
  }

  async #refresh(): Promise<State> {
    try {
      const known =
        (await this.#memory.get<Accepted>('accepted')) ??
        ({ root: await pinnedRoot(this.#get, this.#pin.version, this.#pin.sha256) } satisfies Accepted);
      const state = await refreshed(this.#get, known, this.#now());
      await this.#memory.put('accepted', state);
      return state;
    } catch (fault) {
      // Whoever asks again asks the network again.
      this.#state = undefined;
      throw fault;
    }
  }

  async #orKept<Thing>(name: string, newest: () => Promise<Thing>): Promise<{ found: Thing; stale?: Fault }> {
    try {
      const found = await newest();
      await this.#memory.put(name, found);
      return { found };
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      if (fault.why === 'withdrawn') {
        await this.#memory.forget(name);
        throw fault;
      }
      const kept = await this.#memory.get<Thing>(name);
      if (kept === undefined) throw fault;
      return { found: kept, stale: fault };
    }
  }
}

function readable(version: string | undefined, path: string): void {
  const major = /^wayfable\/(\d+)\./.exec(version ?? '')?.[1];
  if (major === undefined) throw new Fault('unreadable', path);
  if (Number(major) > 1) throw new Fault('newer', path);
}

function json<Kind>(data: Uint8Array<ArrayBuffer>, path: string): Kind {
  try {
    return JSON.parse(new TextDecoder().decode(data)) as Kind;
  } catch {
    throw new Fault('unreadable', path);
  }
}
