/** A scene of a published tour, or one of its panoramas, as the screen of a scene is given it. */
import type * as format from '../../../tour_schema/typescript/generated/types.ts';
import type { Use } from '../ar/files.ts';
import { heardOf, spokenIn } from '../ar/heard.ts';
import type { Anchor } from '../ar/postures.ts';
import { Fault } from '../reading/faults.ts';
import { variantOf } from '../reading/files.ts';
import type { Telling } from '../reading/telling.ts';
import { Unready, type Shown } from './shown.ts';
import { blockWord, t } from './words.ts';

/** What is opened: a scene by its id, or the panorama that a block of the story shows. */
export type Wanted = { readonly scene: string } | { readonly panorama: string };

/** Undefined where the station has no such thing. `calm` where less motion is wished for. */
export function shownIn(telling: Telling, station: format.Station, wanted: Wanted, calm: boolean): Shown | undefined {
  const told = 'scene' in wanted ? sceneOf(telling, station, wanted.scene) : panoramaOf(telling, station, wanted.panorama);
  if (told === undefined) return undefined;
  const story = station.story ?? [];
  const blockOf = (id: string | undefined) => story.find((block) => block.id === id);
  return {
    station: telling.words(station.title),
    title: told.title,
    language: telling.language,
    anchors: told.anchors,
    contents: told.contents,
    around: {
      medium: (id) => telling.medium(id),
      address: async (medium, use) => telling.files.address(published(medium, use)),
      words: (text) => telling.words(text),
      line(id) {
        const block = blockOf(id);
        if (block?.kind !== 'guide_line') return undefined;
        return spokenIn(block, [telling.language, telling.tour.original], (medium) => telling.medium(medium), telling.guide(block.guide));
      },
      quality: 'low',
      calm,
      markers: false,
    },
    hint: t('scene.hint'),
    blockName: (id) => blockWord(blockOf(id)?.kind),
    panorama(id) {
      const block = blockOf(id);
      return block?.kind === 'panorama' ? telling.medium(block.medium) : undefined;
    },
    // Ranges of a file cannot be proven by its hash: all of it is fetched.
    tiles: async (panorama) => telling.files.blob(published(panorama, 'tiles')),
    async compiled(target) {
      try {
        const file = await telling.files.blob(published(telling.medium(target), 'mind'));
        return await file.arrayBuffer();
      } catch (fault) {
        if (!(fault instanceof Fault)) throw fault;
        throw new Unready(t('scene.target_lacks'));
      }
    },
  };
}

/** Sounds that wait for a press: what is here already begins in it, as Safari wants it. Films are too large to be guessed at. */
export function fetchSounds({ contents, around }: Shown): void {
  for (const content of contents) {
    const heard = heardOf(content, around);
    if (heard?.file === undefined || heard.kind === 'video') continue;
    // Whoever wants to hear it is told then.
    Promise.resolve(around.address(heard.file.medium, heard.file.use)).catch(() => {});
  }
}

type Told = Pick<Shown, 'title' | 'anchors' | 'contents'>;

function sceneOf(telling: Telling, station: format.Station, id: string): Told | undefined {
  const scene = (station.scenes ?? []).find((each) => each.id === id);
  return scene && { title: telling.words(scene.title), anchors: (scene.anchors ?? []).map((anchor) => seenBy(telling, anchor)), contents: scene.contents ?? [] };
}

/** A picture that nobody compiled is nothing to look for. */
function seenBy(telling: Telling, anchor: Anchor): Anchor {
  if (anchor.kind !== 'image' || variantOf(telling.medium(anchor.target), 'mind') !== undefined) return anchor;
  const { target: _, ...rest } = anchor;
  return rest;
}

function panoramaOf(telling: Telling, station: format.Station, id: string): Told | undefined {
  const block = (station.story ?? []).find((each) => each.id === id);
  if (block?.kind !== 'panorama' || block.medium === undefined) return undefined;
  const title = telling.words(telling.medium(block.medium)?.title) || blockWord('panorama');
  return { title, anchors: [{ id: 'plain', kind: 'plain', medium: block.medium }], contents: [] };
}

/** Originals stay at the office. */
function published(medium: format.Medium | undefined, use: Use): format.Variant {
  const variant = use === 'original' ? undefined : variantOf(medium, use);
  if (variant === undefined) throw new Fault('missing', `${medium?.id} ${use}`);
  return variant;
}
