declare module 'gltf-validator' {
  export function validateBytes(data: Uint8Array, options: object): Promise<unknown>;
}

declare module 'draco3dgltf/draco_decoder_gltf_nodejs.js' {
  export default function createDecoderModule(options: { wasmBinary: Uint8Array }): Promise<unknown>;
}
