/** What a content looks like (exports/viewer/ar). */
import { AnimationClip, AnimationMixer, Group, NumberKeyframeTrack, Object3D } from 'three';
import { expect, test } from 'vitest';

import type { Medium } from '../model/documents.ts';
import { figureOf, type Surroundings } from '$viewer/ar/figures.ts';
import type { Loading } from '$viewer/ar/loading.ts';

const FLAG: Medium = {
  format: 'wayfable/1.0',
  kind: 'medium',
  id: 'flag',
  type: 'model',
  original: { sha256: '', bytes: 1, media_type: 'model/gltf-binary' },
};

test('a part without a name moves, in each of two figures of one file by itself', async () => {
  // As three reads a lighter file, whose parts have lost their names: the clip calls its part by its uuid.
  const part = new Object3D();
  const animations = [new AnimationClip('wave', 1, [new NumberKeyframeTrack(`${part.uuid}.position[y]`, [0, 1], [0, 2])])];
  const file = { scene: new Group().add(part), animations };
  const around = { medium: () => FLAG, address: () => '/flag', quality: 'low' } as unknown as Surroundings;
  const loading = { model: () => Promise.resolve(file) } as unknown as Loading;
  const flag = () => figureOf({ id: 'model-1', kind: 'model', medium: 'flag' }, around, loading);
  const [one, other] = await Promise.all([flag(), flag()]);
  const height = (figure: typeof one) => figure?.object.children[0]?.children[0]?.position.y;

  const mixer = new AnimationMixer(one?.object ?? new Group());
  mixer.clipAction(animations[0] ?? new AnimationClip()).play();
  mixer.update(0.5);

  expect([height(one), height(other)]).toEqual([1, 0]);
});
