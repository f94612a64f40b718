/** Asks Khronos' glTF validator; what it says comes as counted codes, without a word of the file. */
import { readFile } from 'node:fs/promises';

import { validateBytes } from 'gltf-validator';

export interface ValidateRequest {
  readonly task: 'validate';
  readonly path: string;
}

/** How often each code was said, in the order of the file. */
type Counts = Record<string, number>;

interface Validated {
  readonly errors: Counts;
  readonly warnings: Counts;
  /** Pixels of each picture that the validator could read, by its index. */
  readonly pictures: Record<string, readonly [width: number, height: number]>;
}

/** More than this many faults tell nobody anything new. */
const MOST_ISSUES = 5_000;
const [ERROR, WARNING] = [0, 1];

interface Issue {
  readonly code: string;
  readonly severity: number;
}

interface Resource {
  readonly pointer: string;
  readonly image?: { readonly width: number; readonly height: number };
}

interface Report {
  readonly issues: { readonly messages: readonly Issue[] };
  readonly info?: { readonly resources?: readonly Resource[] };
}

/** Validates a GLB; never fails for what is in it. */
export async function validate({ path }: ValidateRequest): Promise<Validated> {
  const options = { format: 'glb', maxIssues: MOST_ISSUES, writeTimestamp: false };
  const report = (await validateBytes(new Uint8Array(await readFile(path)), options)) as Report;
  const pictures: Validated['pictures'] = {};
  // Of a file that is cut off there is no info at all.
  for (const { pointer, image } of report.info?.resources ?? []) {
    const index = /^\/images\/(\d+)$/.exec(pointer)?.[1];
    if (index !== undefined && image) pictures[index] = [image.width, image.height];
  }
  const { messages } = report.issues;
  return { errors: counted(messages, ERROR), warnings: counted(messages, WARNING), pictures };
}

function counted(issues: readonly Issue[], severity: number | undefined): Counts {
  const counts: Counts = {};
  for (const issue of issues) {
    if (issue.severity === severity) counts[issue.code] = (counts[issue.code] ?? 0) + 1;
  }
  return counts;
}
