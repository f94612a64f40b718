/** The decoder of Draco, whose program comes with the bundle and not from beside the library. */
import createDecoderModule from 'draco3dgltf/draco_decoder_gltf_nodejs.js';
import program from 'draco3dgltf/draco_decoder_gltf.wasm?inline';

export function decoder(): Promise<unknown> {
  const wasmBinary = Buffer.from(program.slice(program.indexOf(',') + 1), 'base64');
  return createDecoderModule({ wasmBinary });
}
