/** SHA-256, by the browser's own cryptography. */
import { Fault } from './faults.ts';

export async function sha256(data: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  return Array.from(digest, (each) => each.toString(16).padStart(2, '0')).join('');
}

/** The same bytes, if they have the hash. */
export async function ofHash(data: Uint8Array<ArrayBuffer>, wanted: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
  if ((await sha256(data)) !== wanted) throw new Fault('tampered', file);
  return data;
}
