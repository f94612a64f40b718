/** What stands in for the parts of MindAR that no page of ours may or need run. */
import { fileURLToPath } from 'node:url';

/** What MindAR imports, and what it gets: the parts of TensorFlow that it needs, no compiler, a worker with an address. */
const standIns: Record<string, string> = {
  '@tensorflow/tfjs': 'tensors.ts',
  '@tensorflow/tfjs-backend-webgl': 'tensors.ts',
  './compiler.js': 'compiled.ts',
  './controller.worker.js?worker&inline': 'matching.ts',
};

/** For Vite's plugins, and those of its workers. */
export const mindar = {
  name: 'mindar',
  enforce: 'pre' as const,
  resolveId(source: string, importer: string | undefined) {
    const file = importer?.includes('/node_modules/mind-ar/') ? standIns[source] : undefined;
    return file && fileURLToPath(new URL(`../../exports/viewer/ar/mindar/${file}`, import.meta.url));
  },
};
