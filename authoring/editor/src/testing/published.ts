/** Published folders, made by the Python that publishes: `tests/exports/publish/sample.py`. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { Get } from '$viewer/reading/trust.ts';

export interface Sample {
  readonly tour: string;
  /** SHA-256 of the first root. */
  readonly root: string;
  /** A folder's files; those named in `instead` are other bytes, or not there. */
  folder(name: string, instead?: Readonly<Record<string, Instead>>): Get;
  remove(): Promise<void>;
}

type Instead = 'gone' | 'cut' | ((data: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>);

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export async function publishSample(): Promise<Sample> {
  const work = await mkdtemp(join(tmpdir(), 'wayfable-'));
  const python = process.env['PYTHON'] ?? join(ROOT, '.venv', 'bin', 'python');
  const { stdout } = await promisify(execFile)(python, ['-m', 'tests.exports.publish.sample', work], { cwd: ROOT });
  return {
    ...(JSON.parse(stdout) as { tour: string; root: string }),
    folder: (name, instead = {}) => async (path) => {
      const [, change] = Object.entries(instead).find(([part]) => path.includes(part)) ?? [];
      if (change === 'gone') return undefined;
      const data = await readFile(join(work, name, path)).catch(() => undefined);
      if (data === undefined) return undefined;
      const bytes = new Uint8Array(data);
      if (change === 'cut') return bytes.slice(0, -1);
      return change === undefined ? bytes : change(bytes);
    },
    remove: () => rm(work, { recursive: true }),
  };
}
