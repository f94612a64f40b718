/** What the server tells a phone of a scene, and how it is asked: everything lies below the link's own address. */
import type * as format from '../../../../tour_schema/typescript/generated/types.ts';
import type { Surroundings } from '$viewer/ar/figures.ts';
import type { Content } from '$viewer/ar/poses.ts';
import type { Anchor } from '$viewer/ar/postures.ts';
import type { Use } from '$viewer/ar/files.ts';
import { Unready, type Shown } from '$viewer/scene/shown.ts';
import { t } from '../words/words.ts';
import { spokenIn, type LineBlock } from '$viewer/ar/heard.ts';

type Words = Readonly<Record<string, string>>;

/** Of its media and guides it has what is drawn, and no more of what the format has. */
export interface Payload {
  readonly original?: string | null;
  readonly station: Words;
  readonly title: Words;
  readonly anchors: readonly Anchor[];
  readonly contents: readonly Content[];
  readonly media: readonly format.Medium[];
  readonly guides: readonly format.Guide[];
  /** The lines that are performed, and the guide who speaks each. */
  readonly lines: Readonly<Record<string, LineBlock & { readonly guide?: string | null }>>;
  /** What each block that a tap opens is, in words. */
  readonly blocks: Words;
  /** The medium of each panorama that a tap opens, by its block; absent in what a phone kept from before there was it. */
  readonly panoramas?: Words;
  readonly language: string;
  readonly until: string;
  /** Whether who looks is a colleague, who may say that the scene stands right. */
  readonly signed_in: boolean;
  /** For a colleague who checks the anchors on site. */
  readonly on_site: OnSite | null;
}

/** Where the anchors are, in the revision that is shown. */
export interface OnSite {
  /** Who is signed in. */
  readonly person: string;
  readonly station: string;
  readonly scene: string;
  readonly revision: number;
  /** Longitude and latitude of the station. */
  readonly place: readonly number[] | null;
  readonly anchors: readonly Anchor[];
}

export interface Compiling {
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly words: string | null;
}

/** What the server said "no" with, in a sentence; `status` 0 where no server was reached. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly sentence: string,
  ) {
    super(sentence);
  }
}

export class Source {
  readonly #address: string;
  readonly #token: string;

  constructor(address: string, token: string) {
    this.#address = address;
    this.#token = token;
  }

  scene(): Promise<Payload> {
    return this.#ask<Payload>('/scene');
  }

  /** Have a target compiled where it is not; asked again, how far that is. */
  compile(target: string): Promise<Compiling> {
    return this.#ask<Compiling>(`/targets/${target}`, { method: 'POST', headers: { 'X-CSRF-Token': this.#token } });
  }

  file(medium: string, use: Use): string {
    return `${this.#address}/media/${medium}/${use}`;
  }

  async #ask<Answer>(path: string, how: RequestInit = {}): Promise<Answer> {
    const headers = { Accept: 'application/json', ...how.headers };
    const answer = await fetch(this.#address + path, { ...how, headers }).catch(() => undefined);
    if (answer === undefined) throw new Refusal(0, '');
    // What is no JSON did not come from this server: a hotel's network wants to be greeted first.
    const foreign = () => Promise.reject(new Refusal(0, ''));
    if (answer.ok) return (answer.status === 204 ? undefined : await answer.json().catch(foreign)) as Answer;
    const told = (await answer.json().catch(() => ({}))) as { readonly detail?: string };
    throw new Refusal(answer.status, told.detail ?? '');
  }
}

/** The text in the reader's language, else in the original, else in any. Pure. */
export function textIn(text: Words | undefined, language: string, original: string | null | undefined): string {
  return text?.[language] || text?.[original ?? ''] || Object.values(text ?? {})[0] || '';
}

/** Between two questions how far a target is, ms. */
const ASK_AGAIN_MS = 1000;

/** The scene as its screen is given it; `calm` where less motion is wished for. */
export function shownOf(payload: Payload, source: Source, calm: boolean): Shown {
  const around = surroundingsOf(payload, source, calm);
  return {
    station: around.words(payload.station),
    title: around.words(payload.title),
    language: payload.language,
    anchors: payload.anchors,
    contents: payload.contents,
    around,
    hint: t('preview.hint'),
    blockName: (block) => payload.blocks[block] ?? '',
    panorama: (block) => around.medium(payload.panoramas?.[block] ?? ''),
    tiles: ({ id }) => source.file(id, 'tiles'),
    async compiled(target, progress, over) {
      try {
        await makeTarget(target, source, progress, over);
        return over() ? undefined : await mind(target, source);
      } catch (fault) {
        throw fault instanceof Refusal ? new Unready(fault.sentence || t('preview.offline')) : fault;
      }
    },
  };
}

/** Resolves when the server has compiled the target. */
async function makeTarget(target: string, source: Source, progress: (share: number) => void, over: () => boolean): Promise<void> {
  progress(0);
  while (!over()) {
    const { state, done, total, words } = await source.compile(target);
    if (state === 'done') return;
    if (state === 'failed') throw new Refusal(200, words ?? t('preview.target_failed'));
    progress(total === 0 ? 0 : done / total);
    await new Promise((waited) => setTimeout(waited, ASK_AGAIN_MS));
  }
}

async function mind(target: string, source: Source): Promise<ArrayBuffer> {
  const answer = await fetch(source.file(target, 'mind')).catch(() => undefined);
  if (answer?.ok !== true) throw new Refusal(answer?.status ?? 0, '');
  return answer.arrayBuffer();
}

/** `calm` where less motion is wished for. */
export function surroundingsOf(payload: Payload, source: Source, calm: boolean): Surroundings {
  const media = new Map(payload.media.map((medium) => [medium.id, medium]));
  const guides = new Map(payload.guides.map((guide) => [guide.id, guide]));
  const medium = (id: string) => media.get(id);
  return {
    medium,
    address: (medium, use) => source.file(medium.id, use),
    words: (text) => textIn(text, payload.language, payload.original),
    line(id) {
      const line = payload.lines[id ?? ''];
      return line && spokenIn(line, [payload.language, payload.original], medium, guides.get(line.guide ?? ''));
    },
    quality: 'low',
    calm,
    markers: false,
  };
}
