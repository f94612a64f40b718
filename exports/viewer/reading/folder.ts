/** The published folder as this page's host serves it: the one host that is ever asked. */
import { Fault } from './faults.ts';
import type { Get } from './trust.ts';

/** The two kinds of files whose bytes change under their name. */
const CHANGING = /^(?:metadata\/(?:timestamp|\d+\.root)\.json|catalogue\.json)$/u;

/** `base` is the folder's address, ending in a slash. */
export function folderAt(base: string): Get {
  return async (path) => {
    const answer = await fetch(new URL(path, base), {
      cache: CHANGING.test(path) ? 'no-cache' : 'default',
      credentials: 'omit',
    }).catch(() => undefined);
    if (answer === undefined) throw new Fault('offline', path);
    // A bucket whose files cannot be listed says 403 of what is not there.
    if ([403, 404, 410].includes(answer.status)) return undefined;
    if (!answer.ok) throw new Fault('offline', path);
    const data = await answer.arrayBuffer().catch(() => undefined);
    if (data === undefined) throw new Fault('offline', path);
    return new Uint8Array(data);
  };
}
