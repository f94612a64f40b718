/** What this screen shows of the editor, remembered in this browser: sizes of panes, the drawer, which sheet is up. */

export type Sheet = 'outline' | 'map' | 'inspector';
export type DialogName = 'conflict' | 'shortcuts' | 'add-station' | 'path';

interface Remembered {
  readonly outline: number;
  readonly inspector: number;
  readonly drawer: number;
}

const KEY = 'wayfable-editor-view';
const FIRST: Remembered = { outline: 300, inspector: 400, drawer: 260 };
/** px; the map takes what is left. */
export const LIMITS = { outline: [220, 520], inspector: [300, 720], drawer: [140, 560] } as const;

function remembered(): Remembered {
  try {
    return { ...FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Remembered>) };
  } catch {
    return FIRST;
  }
}

/** A field whose comments are shown. */
export interface FieldComments {
  readonly document: string;
  readonly pointer: string;
  readonly label: string;
}

/** The tabs that forms have in the inspector. */
export type TabName = 'content' | 'place' | 'ar' | 'facts' | 'rights';

class View {
  #sizes = $state.raw(remembered());
  /** Below 1024 px one pane is seen at a time, as a sheet over the map. */
  sheet = $state<Sheet>('map');
  mode = $state<'map' | 'translate' | 'stage' | 'walk'>('map');
  /** The scene on the AR stage. */
  stage = $state.raw<{ readonly station: string; readonly scene: string } | null>(null);
  /** The tab of the inspector that was opened last: the inspector goes while the stage is there, and comes back. */
  tab = $state<TabName>('content');
  report = $state(false);
  dialog = $state<DialogName | null>(null);
  comment = $state.raw<FieldComments | null>(null);
  /** The module to which "add station" adds, or the last one. */
  addTo = $state<string | undefined>(undefined);

  get outline(): number {
    return this.#sizes.outline;
  }

  get inspector(): number {
    return this.#sizes.inspector;
  }

  get drawer(): number {
    return this.#sizes.drawer;
  }

  resize(pane: keyof Remembered, size: number): void {
    const [least, most] = LIMITS[pane];
    this.#sizes = { ...this.#sizes, [pane]: Math.round(Math.max(least, Math.min(most, size))) };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#sizes));
    } catch {
      // A private window remembers nothing; the pane is resized all the same.
    }
  }

  openStage(station: string, scene: string): void {
    this.stage = { station, scene };
    this.mode = 'stage';
  }

  addStation(module?: string): void {
    this.addTo = module;
    this.dialog = 'add-station';
  }
}

export const view = new View();
