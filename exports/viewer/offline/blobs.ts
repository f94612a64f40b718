/** Files that were taken along, by their hash. They are proven again whenever they are read. */
import type { Get } from '../reading/trust.ts';

const NAME = 'wayfable blobs';
const HASH = /^blobs\/sha256\/..\/([0-9a-f]{64})$/u;

/** Where nothing can be kept, `caches` is not there. */
const shelf = async (): Promise<Cache | undefined> => ('caches' in globalThis ? caches.open(NAME).catch(() => undefined) : undefined);
/** An address that nobody serves. */
const label = (sha256: string) => `/wayfable-blob/${sha256}`;

/** What was taken along comes from this phone, and all else from where it always comes. */
export function keptFirst(get: Get): Get {
  return async (path) => {
    const sha256 = HASH.exec(path)?.[1];
    const kept = sha256 === undefined ? undefined : await keptBytes(sha256);
    return kept ?? get(path);
  };
}

export async function keptBytes(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const found = await (await shelf())?.match(label(sha256));
  return found && new Uint8Array(await found.arrayBuffer());
}

export async function isKept(sha256: string): Promise<boolean> {
  return (await (await shelf())?.match(label(sha256))) !== undefined;
}

/** Rejects where there is no room. */
export async function keep(sha256: string, data: Uint8Array<ArrayBuffer>): Promise<void> {
  const open = await caches.open(NAME);
  await open.put(label(sha256), new Response(data));
}

export async function drop(sha256: string): Promise<void> {
  await (await shelf())?.delete(label(sha256));
}
