/** Which screen somebody is at, as the address says it. Pure. */

const VIEWS = ['map', 'code', 'own'] as const;
type View = (typeof VIEWS)[number];

export interface Place {
  /** A tour's id, or its short name. */
  readonly tour?: string | undefined;
  /** A station's id. */
  readonly station?: string | undefined;
  /** A scene of that station. */
  readonly scene?: string | undefined;
  /** The block of its story whose panorama one looks around in. */
  readonly panorama?: string | undefined;
  readonly view?: View | undefined;
  /** BCP 47: what a link wants to be read in, whatever was chosen before. */
  readonly language?: string | undefined;
  /** A way through the tour that somebody chose and shared, as `own/choices.ts` writes it. */
  readonly own?: string | undefined;
}

export function placeOf(search: string): Place {
  const asked = new URLSearchParams(search);
  return {
    tour: asked.get('tour') ?? undefined,
    station: asked.get('station') ?? undefined,
    scene: asked.get('scene') ?? undefined,
    panorama: asked.get('panorama') ?? undefined,
    view: VIEWS.find((each) => each === asked.get('view')),
    language: asked.get('language') ?? undefined,
    own: asked.get('own') ?? undefined,
  };
}

/** Relative to the page, wherever the folder lies. */
export function addressOf({ tour, station, scene, panorama, view, language, own }: Place): string {
  const parts = Object.entries({ tour, station, scene, panorama, view, language, own }).filter((part): part is [string, string] => part[1] !== undefined);
  return parts.length === 0 ? './' : `./?${new URLSearchParams(parts)}`;
}

/** The tour and the station that a printed code says: the address of a page below `t/`, or of this viewer. */
export function placeInCode(text: string): Place | undefined {
  if (!URL.canParse(text)) return undefined;
  const { pathname, search } = new URL(text);
  const { tour, station } = placeOf(search);
  const slug = /\/t\/([^/]+)\/$/u.exec(pathname)?.[1];
  const named = slug === undefined ? tour : decodeURIComponent(slug);
  return named === undefined ? undefined : { tour: named, station };
}
