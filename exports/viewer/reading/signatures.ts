/** ECDSA on P-256 with SHA-256, as the publisher signs, by the browser's own cryptography. */
import { canonical } from './canonical.ts';

export interface Key {
  readonly keyval: { readonly public: string };
}

export interface Role {
  readonly keyids: readonly string[];
  readonly threshold: number;
}

export interface Signature {
  readonly keyid: string;
  readonly sig: string;
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const HASH = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** Bytes of each of the two numbers of a signature. */
const HALF = 32;

/** Whether enough keys of the role have signed it (TUF §5.3.4). */
export async function isSigned(
  signed: unknown,
  signatures: readonly Signature[],
  keys: Readonly<Record<string, Key>>,
  role: Role,
): Promise<boolean> {
  const text = new TextEncoder().encode(canonical(signed));
  const good = new Set<string>();
  for (const { keyid, sig } of signatures) {
    const key = keys[keyid];
    if (role.keyids.includes(keyid) && key !== undefined && (await verifies(key, sig, text))) good.add(keyid);
  }
  return good.size >= Math.max(1, role.threshold);
}

async function verifies(key: Key, sig: string, text: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    const body = key.keyval.public.replaceAll(/-----[^-]+-----|\s/g, '');
    const bytes = Uint8Array.from(atob(body), (each) => each.charCodeAt(0));
    const opened = await crypto.subtle.importKey('spki', bytes, CURVE, false, ['verify']);
    return await crypto.subtle.verify(HASH, opened, plain(bytesOf(sig)), text);
  } catch {
    // A key or a signature that is none verifies nothing.
    return false;
  }
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (each) => Number.parseInt(each, 16));
}

/** The two numbers of a signature in DER (RFC 3279 §2.2.3), side by side as WebCrypto wants them (IEEE P1363). */
export function plain(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(2 * HALF);
  // A sequence and its length, which is one byte on this curve.
  let at = 2;
  for (const half of [0, 1]) {
    const length = der[at + 1] ?? 0;
    const number = der.subarray(at + 2, at + 2 + length);
    const digits = number.subarray(Math.max(0, length - HALF));
    both.set(digits, half * HALF + HALF - digits.length);
    at += 2 + length;
  }
  return both;
}
