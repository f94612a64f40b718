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
  const rest = { contents, guides: [], lines: {}, blocks: { b5: 'Quiz' }, panoramas: {}, signed_in: false, on_site: null };
  return new Visit(shownOf({ ...texts, ...rest, anchors, media: [medium] }, new Source('/preview/x', ''), false));
}

test('a picture without AR lies over the view, a model is what one turns', () => {
  expect(without('image', 'image/jpeg').flat?.id).toBe('m');
  expect(without('model', 'model/gltf-binary').flat).toBeUndefined();
});

test('what a touch does is done by a button, too', () => {
  const tap = (id: string, on_tap: NonNullable<Payload['contents'][number]['on_tap']>) => ({ id, kind: 'label' as const, text: {}, on_tap });
  const visit = without('model', 'model/gltf-binary', [
    tap('one', { kind: 'open_block', block: 'b5' }),
    tap('two', { kind: 'open_link', href: 'https://example.org/' }),
    tap('three', { kind: 'open_link', href: 'javascript:alert(1)' }),
    tap('four', { kind: 'toggle_content', content: 'five' }),
    tap('six', { kind: 'play_clip', clip: 'swing' }),
    { id: 'five', kind: 'label', text: { de: 'Ein Schild' } },
  ]);
  expect(visit.touches.map((each) => visit.nameOf(each))).toEqual(['Open: Quiz', 'Open: https://example.org/', 'Show or hide: Ein Schild', 'Move: swing']);
  const [, link] = visit.touches;
  if (link !== undefined) visit.touch(link);
  expect(visit.opened).toEqual({ kind: 'link', href: 'https://example.org/' });
});
