// @vitest-environment happy-dom
/** How a preview link shows a scene to whoever has no AR. */
import { expect, test } from 'vitest';

import type { Medium } from '../model/documents.ts';
import { Source, type Payload } from './payload.ts';
import { Visit } from './visit.svelte.ts';

function without(type: Medium['type'], media_type: string): Visit {
  const medium: Medium = { format: 'wayfable/1.0', kind: 'medium', id: 'm', type, original: { sha256: '', bytes: 1, media_type } };
  const anchors: Payload['anchors'] = [{ id: 'a', kind: 'plane' }, { id: 'p', kind: 'plain', medium: 'm' }];
  const texts = { original: 'de', station: {}, title: { de: 'Die Gloriosa' }, language: 'de', until: '2026-05-01T12:00:00+00:00' };
  const rest = { contents: [], guides: [], lines: {}, blocks: {}, panoramas: {}, signed_in: false, on_site: null };
  return new Visit({ ...texts, ...rest, anchors, media: [medium] }, new Source('/preview/x', ''));
}

test('a picture without AR lies over the view, a model is what one turns', () => {
  expect(without('image', 'image/jpeg').flat?.id).toBe('m');
  expect(without('model', 'model/gltf-binary').flat).toBeUndefined();
});
