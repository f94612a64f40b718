// @vitest-environment happy-dom
/** A scene of a published tour, as its screen is given it. */
import { expect, test, vi } from 'vitest';

import type { Medium, ResolvedTour, Station } from '../../../../tour_schema/typescript/generated/types.ts';
import { Files } from '$viewer/reading/files.ts';
import { Telling } from '$viewer/reading/telling.ts';
import { hasQuickLook, lookAt, looksOf } from '$viewer/scene/quickLook.ts';
import { Unready } from '$viewer/scene/shown.ts';
import { fetchSounds, shownIn } from '$viewer/scene/told.ts';

const format = 'wayfable/1.0' as const;
const original = { sha256: 'o', bytes: 1, media_type: 'x/y' };
const variant = (use: string, media_type: string) => ({ use, media_type, sha256: use, bytes: 1 });

function medium(id: string, type: Medium['type'], ...variants: readonly ReturnType<typeof variant>[]): Medium {
  return { format, kind: 'medium', id, type, original, variants } as unknown as Medium;
}

const STATION = {
  format,
  kind: 'station',
  id: 's-1',
  title: { de: 'Am Tor' },
  story: [
    { id: 'line', kind: 'guide_line', text: { de: 'Willkommen!' }, recordings: { de: { medium: 'voice' } } },
    { id: 'round', kind: 'panorama', medium: 'all' },
  ],
  scenes: [
    {
      id: 'scene-1',
      title: { de: 'Ein Turm' },
      anchors: [
        { id: 'a-1', kind: 'image', target: 'sign' },
        { id: 'a-2', kind: 'image', target: 'raw' },
      ],
      contents: [
        { id: 'c-1', kind: 'model', medium: 'tower' },
        { id: 'c-2', kind: 'model', medium: 'tower' },
        { id: 'c-3', kind: 'guide', line: 'line' },
        { id: 'c-4', kind: 'video', medium: 'film' },
      ],
    },
  ],
} as unknown as Station;

const MEDIA = [
  medium('sign', 'target', variant('mind', 'application/octet-stream')),
  medium('raw', 'target', variant('480', 'image/webp')),
  medium('tower', 'model', variant('low', 'model/gltf-binary'), variant('usdz', 'model/vnd.usdz+zip')),
  medium('voice', 'audio', variant('low', 'audio/mp4')),
  medium('film', 'video', variant('high', 'video/mp4')),
  medium('all', 'panorama', variant('1080', 'image/webp'), variant('tiles', 'application/vnd.pmtiles')),
];

function told(bytes: (path: string) => Uint8Array<ArrayBuffer> = () => new Uint8Array([7])) {
  const asked: string[] = [];
  const files = MEDIA.flatMap(({ variants = [] }) => variants).map(({ sha256, media_type }) => ({ path: sha256, sha256, bytes: 1, media_type }));
  const reading = new Files({ files } as unknown as ConstructorParameters<typeof Files>[0], (path) => {
    asked.push(path);
    return Promise.resolve(bytes(path));
  });
  const resolved = { tour: { id: 't-1', original: 'de' }, stations: [STATION], media: MEDIA, guides: [] } as unknown as ResolvedTour;
  return { telling: new Telling(resolved, 'de', reading), asked };
}

function shown(wanted: Parameters<typeof shownIn>[2] = { scene: 'scene-1' }) {
  const { telling, asked } = told();
  const found = shownIn(telling, STATION, wanted, false);
  if (found === undefined) throw new Error('there is no such scene');
  return { found, asked };
}

test('a scene has its words, and looks for no picture that nobody compiled', () => {
  const { found } = shown();
  expect([found.station, found.title, found.language]).toEqual(['Am Tor', 'Ein Turm', 'de']);
  expect(found.anchors.map((anchor) => anchor.kind === 'image' && anchor.target)).toEqual(['sign', undefined]);
  expect(found.around.line('line')?.text).toBe('Willkommen!');
  expect(found.around.line('round')).toBeUndefined();
  expect([found.blockName('round'), found.panorama('round')?.id, found.panorama('line')]).toEqual(['360° panorama', 'all', undefined]);
});

test('a panorama of the story is a scene of its own, and what is not there is none', async () => {
  const { found, asked } = shown({ panorama: 'round' });
  expect(found.anchors).toEqual([{ id: 'plain', kind: 'plain', medium: 'all' }]);
  // Ranges could not be proven by the hash of the whole.
  const tiles = await found.tiles(MEDIA[5] as Medium);
  expect(tiles).toBeInstanceOf(Blob);
  expect(asked).toEqual(['tiles']);
  const { telling } = told();
  expect(shownIn(telling, STATION, { panorama: 'line' }, false)).toBeUndefined();
  expect(shownIn(telling, STATION, { scene: 'scene-2' }, false)).toBeUndefined();
});

test('a compiled picture comes as its bytes, and one that cannot be had is told', async () => {
  const { found } = shown();
  const file = await found.compiled('sign', () => {}, () => false);
  expect(new Uint8Array(file ?? new ArrayBuffer(0))).toEqual(new Uint8Array([7]));
  await expect(found.compiled('raw', () => {}, () => false)).rejects.toBeInstanceOf(Unready);
});

test('what is said is fetched beforehand, films and what nobody published are not', async () => {
  const { found, asked } = shown();
  fetchSounds(found);
  expect(asked).toEqual(['low']);
  await expect(found.around.address(MEDIA[0] as Medium, 'original')).rejects.toThrow();
});

test('Apple\'s own view is offered once a model, by a link with a picture in it', () => {
  const { found } = shown();
  expect(looksOf(found).map(({ use }) => use)).toEqual(['usdz']);
  const links: HTMLAnchorElement[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    links.push(this);
  });
  lookAt('blob:there');
  expect(links.map((link) => [link.rel, link.href, link.download, link.children.length])).toEqual([['ar', 'blob:there', 'model.usdz', 1]]);
  vi.spyOn(Object.getPrototypeOf(document.createElement('a').relList) as DOMTokenList, 'supports').mockReturnValue(true);
  expect(hasQuickLook()).toBe(true);
});
