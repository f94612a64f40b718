/** Stands for `@tensorflow/tfjs`: of all that it brings, MindAR's kernels need no more than this. */
import '@tensorflow/tfjs-core/dist/public/chained_ops/cast';
import '@tensorflow/tfjs-core/dist/public/chained_ops/reshape';
import '@tensorflow/tfjs-core/dist/public/chained_ops/slice';
import '@tensorflow/tfjs-core/dist/public/chained_ops/sub';
import '@tensorflow/tfjs-backend-cpu';

import { env } from '@tensorflow/tfjs-core';

// In Node it would advise to install a native library, on standard output, where our answer goes.
env().set('IS_NODE', false);

export * from '@tensorflow/tfjs-core';
export type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
