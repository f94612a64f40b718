/** Models and pictures by their addresses, each fetched once; what is no longer shown is given back to the graphics card. */
import { LoadingManager, Mesh, Sprite, SRGBColorSpace, TextureLoader, type Material, type Object3D, type Texture } from 'three';
import { GLTFLoader, type GLTF } from 'three/addons/loaders/GLTFLoader.js';

import { Unpacker } from './unpacking.ts';

/** Three asks for one function of it, and types them all. */
type Decoder = Parameters<GLTFLoader['setMeshoptDecoder']>[0];

export class Loading {
  readonly #manager = new LoadingManager();
  readonly #unpacker = new Unpacker();
  readonly #models = new Map<string, Promise<GLTF>>();
  readonly #pictures = new Map<string, Promise<Texture>>();

  /** Rejects where there is no such file or it is no GLB. */
  model(address: string): Promise<GLTF> {
    return kept(this.#models, address, () => this.#gltf().loadAsync(address));
  }

  /** Rejects where there is no such file or it is no picture. */
  picture(address: string): Promise<Texture> {
    return kept(this.#pictures, address, async () => {
      const texture = await new TextureLoader(this.#manager).loadAsync(address);
      texture.colorSpace = SRGBColorSpace;
      texture.anisotropy = 4;
      return texture;
    });
  }

  async dispose(): Promise<void> {
    this.#unpacker.dispose();
    const models = await Promise.allSettled(this.#models.values());
    const pictures = await Promise.allSettled(this.#pictures.values());
    for (const each of models) if (each.status === 'fulfilled') discard(each.value.scene);
    for (const each of pictures) if (each.status === 'fulfilled') each.value.dispose();
  }

  #gltf(): GLTFLoader {
    return new GLTFLoader(this.#manager).setMeshoptDecoder(this.#unpacker as object as Decoder).register((parser) => {
      // Three would fetch the pictures inside from blob: addresses, to which no page of ours may connect.
      parser.textureLoader = new TextureLoader(this.#manager);
      return { name: 'pictures' };
    });
  }
}

/** What failed once is tried again: a variant may be ready by then. */
function kept<Thing>(shelf: Map<string, Promise<Thing>>, address: string, load: () => Promise<Thing>): Promise<Thing> {
  const known = shelf.get(address);
  if (known !== undefined) return known;
  const loading = load();
  shelf.set(address, loading);
  loading.catch(() => shelf.delete(address));
  return loading;
}

/** Give geometry, materials and their textures of everything below back to the graphics card. */
export function discard(object: Object3D): void {
  object.traverse((each) => {
    if (!(each instanceof Mesh || each instanceof Sprite)) return;
    // All sprites have the same geometry.
    if (each instanceof Mesh) each.geometry.dispose();
    const materials: Material[] = Array.isArray(each.material) ? each.material : [each.material];
    for (const material of materials) {
      for (const value of Object.values(material)) if (isTexture(value)) value.dispose();
      material.dispose();
    }
  });
}

function isTexture(value: unknown): value is Texture {
  return typeof value === 'object' && value !== null && 'isTexture' in value;
}
