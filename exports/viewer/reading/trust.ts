/**
 * From a trusted root to what the publisher signed: The Update Framework 1.0, §5, with consistent snapshots.
 * What a published folder is: tour_schema/README.md.
 */
import { Fault } from './faults.ts';
import { ofHash } from './hashes.ts';
import { isSigned, type Key, type Role, type Signature } from './signatures.ts';

/** Gives a file of the folder by its path, undefined where there is none; rejects where nobody answers. */
export type Get = (path: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;

interface Signed {
  readonly _type: string;
  readonly version: number;
  readonly expires: string;
}

type Keys = Readonly<Record<string, Key>>;
type Meta = Readonly<Record<string, { readonly version: number; readonly hashes?: { readonly sha256: string } }>>;
type RootRole = 'root' | 'timestamp' | 'snapshot' | 'targets';

export interface Root extends Signed {
  readonly keys: Keys;
  readonly roles: Readonly<Record<RootRole, Role>>;
}

interface Listing extends Signed {
  readonly meta: Meta;
}

export interface Target {
  readonly hashes: { readonly sha256: string };
  readonly length: number;
  readonly custom?: { readonly patches?: readonly { readonly from: string }[] };
}

interface Targets extends Signed {
  readonly targets: Readonly<Record<string, Target>>;
  readonly delegations?: { readonly keys: Keys; readonly roles: readonly (Role & { readonly name: string })[] };
}

/** What was accepted last, and is never gone behind. */
export interface Accepted {
  readonly root: Root;
  readonly timestamp?: Listing;
  readonly snapshot?: Listing;
}

/** The newest state of the folder that the root leads to. */
export interface State extends Accepted {
  readonly timestamp: Listing;
  readonly snapshot: Listing;
}

/** The root that this viewer was published with: its number and its SHA-256. */
export async function pinnedRoot(get: Get, version: number, hash: string): Promise<Root> {
  const path = `metadata/${version}.root.json`;
  const root = await proven<Root>(await ofHash(await there(get, path), hash, path), path, 'root', (signed) => [signed as Root]);
  return root;
}

/** Follow the root, the timestamp and the snapshot to the newest state. Rejects with a `Fault`, and changes nothing. */
export async function refreshed(get: Get, known: Accepted, now: Date): Promise<State> {
  // Asked for at once, because a telephone network answers late; proven one after the other.
  const asked = get('metadata/timestamp.json');
  asked.catch(() => {});
  const root = await newestRoot(get, known.root, now);
  const before = isFor(root, known.root) ? known : { root };
  const timestamp = await proven<Listing>(await asked, 'metadata/timestamp.json', 'timestamp', () => [root]);
  fresh(timestamp, 'metadata/timestamp.json', now, before.timestamp?.version);
  const snapshot = await snapshotOf(get, root, timestamp, before.snapshot, now);
  return { root, timestamp, snapshot };
}

/** What a delegated role signs, by path: `catalogue`, or `tours-` and the last digit of a tour's id. */
export async function targetsOf(get: Get, { root, snapshot }: State, name: string, now: Date): Promise<Targets['targets']> {
  const [top, own] = [pathOf(snapshot, 'targets'), pathOf(snapshot, name)];
  const [topData, ownData] = await Promise.all([there(get, top), there(get, own)]);
  const targets = await proven<Targets>(topData, top, 'targets', () => [root]);
  numbered(targets, snapshot, 'targets', now);
  const role = targets.delegations?.roles.find((each) => each.name === name);
  if (role === undefined) throw new Fault('unsigned', own);
  const delegated = await provenBy<Targets>(ownData, own, 'targets', () => [[targets.delegations?.keys ?? {}, role]]);
  numbered(delegated, snapshot, name, now);
  return delegated.targets;
}

/** The newest root that a chain of signatures leads to (§5.3). */
async function newestRoot(get: Get, trusted: Root, now: Date): Promise<Root> {
  let root = trusted;
  for (;;) {
    const path = `metadata/${root.version + 1}.root.json`;
    const data = await get(path);
    if (data === undefined) break;
    const before = root;
    const next = await proven<Root>(data, path, 'root', (signed) => [before, signed as Root]);
    if (next.version !== before.version + 1) throw new Fault('replayed', path);
    root = next;
  }
  fresh(root, `metadata/${root.version}.root.json`, now);
  return root;
}

async function snapshotOf(get: Get, root: Root, timestamp: Listing, before: Listing | undefined, now: Date): Promise<Listing> {
  const about = timestamp.meta['snapshot.json'];
  if (about?.hashes === undefined) throw new Fault('unreadable', 'metadata/timestamp.json');
  const path = `metadata/${about.version}.snapshot.json`;
  const data = await ofHash(await there(get, path), about.hashes.sha256, path);
  const snapshot = await proven<Listing>(data, path, 'snapshot', () => [root]);
  if (snapshot.version !== about.version) throw new Fault('replayed', path);
  fresh(snapshot, path, now, before?.version);
  // Nothing that it names goes back, or away (§5.5.5).
  for (const [name, { version }] of Object.entries(before?.meta ?? {})) {
    if ((snapshot.meta[name]?.version ?? 0) < version) throw new Fault('replayed', path);
  }
  return snapshot;
}

/** Whether what was accepted under the older root counts under this one: new keys begin anew (§5.3.11). */
function isFor(root: Root, older: Root): boolean {
  const keys = (of: Root) => [...of.roles.timestamp.keyids, ...of.roles.snapshot.keyids].join();
  return keys(root) === keys(older);
}

function pathOf(snapshot: Listing, name: string): string {
  const version = snapshot.meta[`${name}.json`]?.version;
  if (version === undefined) throw new Fault('missing', `metadata/${name}.json`);
  return `metadata/${version}.${name}.json`;
}

function numbered(targets: Targets, snapshot: Listing, name: string, now: Date): void {
  const path = pathOf(snapshot, name);
  fresh(targets, path, now);
  if (targets.version !== snapshot.meta[`${name}.json`]?.version) throw new Fault('replayed', path);
}

function fresh({ expires, version }: Signed, path: string, now: Date, seen = 0): void {
  if (version < seen) throw new Fault('replayed', path);
  // What is no time is over, too.
  if (!(new Date(expires).getTime() > now.getTime())) throw new Fault('expired', path);
}

async function there(get: Get, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const data = await get(path);
  if (data === undefined) throw new Fault('missing', path);
  return data;
}

const proven = <Kind extends Signed>(
  data: Uint8Array<ArrayBuffer> | undefined,
  path: string,
  role: RootRole,
  roots: (signed: unknown) => readonly Root[],
) => provenBy<Kind>(data, path, role, (signed) => roots(signed).map((root) => [root.keys, root.roles[role]]));

/** The signed part of metadata of a kind, if enough keys of each of these have signed it. */
async function provenBy<Kind extends Signed>(
  data: Uint8Array<ArrayBuffer> | undefined,
  path: string,
  kind: string,
  by: (signed: unknown) => readonly (readonly [Keys, Role])[],
): Promise<Kind> {
  if (data === undefined) throw new Fault('missing', path);
  const { signed, signatures } = read(data, path);
  if (signed._type !== kind || !Number.isSafeInteger(signed.version)) throw new Fault('unreadable', path);
  for (const [keys, role] of asked(() => by(signed), path)) {
    if (!(await isSigned(signed, signatures, keys, role))) throw new Fault('unsigned', path);
  }
  return signed as Kind;
}

function read(data: Uint8Array<ArrayBuffer>, path: string): { signed: Signed; signatures: readonly Signature[] } {
  return asked(() => {
    const { signed, signatures } = JSON.parse(new TextDecoder().decode(data)) as Record<string, unknown>;
    if (typeof signed !== 'object' || signed === null || !Array.isArray(signatures)) throw new TypeError('no metadata');
    return { signed: signed as Signed, signatures: signatures as Signature[] };
  }, path);
}

function asked<Answer>(question: () => Answer, path: string): Answer {
  try {
    return question();
  } catch {
    throw new Fault('unreadable', path);
  }
}
