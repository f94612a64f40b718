/**
 * Stands for MindAR's `fakeShader.js`: runs its kernels on the processor, pixel by pixel. Its own goes through a library
 * for matrices and takes twenty times as long; the results are the same to the bit.
 */
import type { DataType, MathBackendCPU, TensorInfo } from './tensors.ts';

type Getter = (...at: number[]) => number;

interface Kernel {
  readonly variableNames: readonly string[];
  readonly outputShape: readonly number[];
  /** Called with a `Pixel` as `this`. */
  readonly userCode: (this: Pixel) => void;
}

/** What a kernel finds when it works out one number of its output. */
interface Pixel {
  readonly getOutputCoords: () => readonly number[];
  readonly setOutput: (value: number) => void;
  readonly int: (value: number) => number;
  readonly atan: (y: number, x: number) => number;
  readonly [getVariable: `get${string}`]: Getter | (() => readonly number[]);
}

export function runCode(backend: MathBackendCPU, kernel: Kernel, inputs: readonly TensorInfo[], dtype: DataType) {
  const shape = kernel.outputShape;
  const output = new Float32Array(shape.reduce((product, length) => product * length, 1));
  const coords = shape.map(() => 0);
  let at = 0;
  const pixel: Record<string, unknown> = {
    getOutputCoords: () => coords,
    setOutput: (value: number) => {
      output[at] = Number.isNaN(value) ? 0 : value;
    },
    int: Math.trunc,
    atan: Math.atan2,
  };
  kernel.variableNames.forEach((name, index) => {
    const input = inputs[index]!;
    const values = backend.data.get(input.dataId).values as ArrayLike<number>;
    pixel[`get${name[0]!.toUpperCase()}${name.slice(1)}`] = getter(values, input.shape);
  });
  const work = kernel.userCode.bind(pixel as unknown as Pixel);
  for (at = 0; at < output.length; at++) {
    work();
    for (let axis = coords.length - 1; axis >= 0; axis--) {
      if (++coords[axis]! < shape[axis]!) break;
      coords[axis] = 0;
    }
  }
  return backend.makeOutput(output, [...shape], dtype);
}

/** Reads a tensor at its edge where one asks for what lies beyond it. */
function getter(values: ArrayLike<number>, shape: readonly number[]): Getter {
  const [first = 1, second = 1] = shape;
  if (shape.length === 1) return (x) => values[within(x!, first)]!;
  if (shape.length === 2) return (y, x) => values[within(y!, first) * second + within(x!, second)]!;
  return (...at) => values[at.reduce((index, each, axis) => index * shape[axis]! + within(each, shape[axis]!), 0)]!;
}

function within(index: number, length: number): number {
  return index < 0 ? 0 : index >= length ? length - 1 : index;
}
