/** A newer file out of the older one that was taken along, by what the publisher says is different (a patch). */
import { sha256 as hashOf } from '../reading/hashes.ts';
import type { Patching } from '../reading/publisher.ts';
import type { Get } from '../reading/trust.ts';
import { isKept, keptBytes } from './blobs.ts';

/** Undefined where that does not work out: then the whole file is fetched. Nothing is believed of a patch but the hash of what comes out. */
export function patchingFrom(get: Get): Patching {
  return async (sha256, patches) => {
    if (await isKept(sha256)) return undefined;
    for (const { from } of patches) {
      const old = await keptBytes(from);
      // Who has no network is told so by the whole file.
      const patch = old && (await get(`patches/${from}-${sha256}.zst`).catch(() => undefined));
      if (old === undefined || patch === undefined) continue;
      const { patched } = await import('./applying.ts');
      const made = await patched(old, patch).catch(() => undefined);
      if (made !== undefined && (await hashOf(made)) === sha256) return made;
    }
    return undefined;
  };
}
