// @vitest-environment happy-dom
/** How a scene is shown to whoever has no AR. */
import { expect, test } from 'vitest';

import type { Medium } from '../model/documents.ts';
import { shownOf, Source, type Payload } from '../preview/payload.ts';
import { Visit } from '$viewer/scene/visit.svelte.ts';

function without(type: Medium['type'], media_type: string, contents: Payload['contents'] = []): Visit {
  const medium: Medium = { format: 'wayfable/1.0', kind: 'medium', id: 'm', type, original: { sha256: '', bytes: 1, media_type } };
  const anchors: Payload['anchors'] = [{ id: 'a', kind: 'plane' }, { id: 'p', kind: 'plain', medium: 'm' }];
  const texts = { original: 'de', station: {}, title: { de: 'Die Gloriosa' }, language: 'de', until: '2026-05-01T12:00:00+00:00' };
  const rest = { contents, guides: [], lines: {}, blocks: { b5: 'quiz' as const }, panoramas: {}, signed_in: false, on_site: null };
  return new Visit(shownOf({ ...texts, ...rest, anchors, media: [medium] }, new Source('/preview/x', ''), false));
}

test('a picture without AR lies over the view, a model is what one turns', () => {
  expect(without('image', 'image/jpeg').flat?.id).toBe('m');
  expect(without('model', 'model/gltf-binary').flat).toBeUndefined();
});

test('what a touch opens is opened by a button, too', () => {
  const tap = (id: string, on_tap: NonNullable<Payload['contents'][number]['on_tap']>) => ({ id, kind: 'label' as const, text: {}, on_tap });
  const visit = without('model', 'model/gltf-binary', [
    tap('one', { kind: 'open_block', block: 'b5' }),
    tap('two', { kind: 'open_link', href: 'https://example.org/' }),
    tap('three', { kind: 'open_link', href: 'javascript:alert(1)' }),
    { id: 'four', kind: 'label', text: {} },
  ]);
  expect(visit.openings.map((each) => visit.nameOf(each))).toEqual(['Quiz', 'https://example.org/']);
  const [, link] = visit.openings;
  if (link !== undefined) visit.open(link);
  expect(visit.opened).toEqual({ kind: 'link', href: 'https://example.org/' });
});
