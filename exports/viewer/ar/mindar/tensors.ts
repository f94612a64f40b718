/** Stands for `@tensorflow/tfjs` in a browser: the graphics card as a computer, and of its operations those that MindAR asks for. */
import '@tensorflow/tfjs-core/dist/public/chained_ops/arg_max';
import '@tensorflow/tfjs-core/dist/public/chained_ops/cast';
import '@tensorflow/tfjs-core/dist/public/chained_ops/reshape';
import '@tensorflow/tfjs-core/dist/public/chained_ops/slice';
import '@tensorflow/tfjs-core/dist/public/chained_ops/sub';
import '@tensorflow/tfjs-backend-webgl/dist/base';

import { argMaxConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/ArgMax';
import { castConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Cast';
import { identityConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Identity';
import { packConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Pack';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape';
import { sliceConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Slice';
import { subConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sub';
import { registerKernel } from '@tensorflow/tfjs-core';

const KERNELS = [argMaxConfig, castConfig, identityConfig, packConfig, reshapeConfig, sliceConfig, subConfig];
for (const kernel of KERNELS) registerKernel(kernel);

export * from '@tensorflow/tfjs-core';
export { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
