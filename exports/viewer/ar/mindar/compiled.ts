/** Stands for MindAR's `compiler.js`: targets are compiled by the server, and a phone only reads them. */
import { decode } from '@msgpack/msgpack';

export class Compiler {
  importData(file: ArrayBuffer): unknown {
    return (decode(new Uint8Array(file)) as { readonly dataList: unknown }).dataList;
  }
}
