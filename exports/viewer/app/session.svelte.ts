/** What somebody has opened: the tour, where they are in it, and what they have seen of it. */
import type { CatalogueEntry, Tour } from '../../../tour_schema/typescript/generated/types.ts';
import { Fault } from '../reading/faults.ts';
import { Files } from '../reading/files.ts';
import type { Memory, Opened, Publisher } from '../reading/publisher.ts';
import type { Selection } from '../reading/selection.ts';
import { Telling, type Halt } from '../reading/telling.ts';
import { bestOf } from '../reading/texts.ts';
import { addressOf, placeOf, type Place } from './place.ts';

/** How a page wants the tour in its frame to look. */
interface Shown {
  readonly colour?: string | undefined;
  readonly compact?: boolean;
}

const ID = /^[0-9a-f-]{36}$/u;

export class Session {
  readonly publisher: Publisher;
  readonly memory: Memory;
  /** In a frame of somebody's page. */
  readonly framed: boolean;
  shown = $state.raw<Shown>({});
  place = $state.raw<Place>({});
  tours = $state.raw<readonly CatalogueEntry[]>();
  opened = $state.raw<Opened>();
  /** Why nothing is shown. */
  fault = $state.raw<Fault>();
  /** Of the tour's words: what was chosen, else what the browser asks for. */
  language = $state('');
  /** The way through this tour that somebody chose; undefined is the whole. */
  selection = $state.raw<Selection>();
  /** The stations of this tour that were opened. */
  seen = $state.raw<readonly string[]>([]);
  #files: Files | undefined;
  #asked = '';
  /** A link's language, for all that is opened from there. */
  #wish: string | undefined;

  readonly telling = $derived.by(() => {
    const { opened } = this;
    return opened && this.#files && new Telling(opened.resolved, this.language, this.#files, this.selection);
  });
  readonly halt: Halt | undefined = $derived(this.place.station === undefined ? undefined : this.telling?.halt(this.place.station));

  constructor(publisher: Publisher, memory: Memory, framed: boolean) {
    this.publisher = publisher;
    this.memory = memory;
    this.framed = framed;
  }

  /** Be where the page's address says. */
  async follow(): Promise<void> {
    this.place = placeOf(location.search);
    this.#wish = this.place.language ?? this.#wish;
    const asked = (this.#asked = this.place.tour ?? '');
    try {
      if (this.place.tour === undefined) await this.#list();
      else await this.#open(this.place.tour);
    } catch (fault) {
      if (this.#asked === asked) this.fault = fault instanceof Fault ? fault : new Fault('unreadable', String(fault));
    }
    await this.#adopt();
    await this.#remember();
  }

  /** Go there, as if a link had been followed. */
  go(place: Place): void {
    history.pushState(null, '', addressOf(place));
    scrollTo(0, 0);
    void this.follow();
  }

  async speak(language: string): Promise<void> {
    this.#wish = undefined;
    this.language = language;
    await this.memory.put('language', language);
  }

  /** Go this way through the tour from now on; without one, the whole. */
  async choose(selection: Selection | undefined): Promise<void> {
    const tour = this.opened?.resolved.tour.id;
    if (tour === undefined) return;
    this.selection = selection;
    if (selection === undefined) return this.memory.forget(`own ${tour}`);
    const { written } = await import('../own/choices.ts');
    await this.memory.put(`own ${tour}`, written(selection));
  }

  /** Take over a way that came with a link; the address forgets it, so that going back does not bring it again. */
  async #adopt(): Promise<void> {
    const { own, ...place } = this.place;
    const tour = this.opened?.resolved.tour;
    if (own === undefined || tour === undefined) return;
    const shared = await selectedOf(tour, own);
    // Somebody may have gone on meanwhile.
    if (this.place.own !== own) return;
    if (shared !== undefined) await this.choose(shared);
    this.place = place;
    history.replaceState(null, '', addressOf(place));
  }

  async #list(): Promise<void> {
    this.fault = undefined;
    this.opened = undefined;
    this.tours ??= await this.publisher.catalogue();
  }

  async #open(name: string): Promise<void> {
    if (this.opened?.resolved.tour.id === name || this.opened?.resolved.tour.slug === name) return;
    this.fault = undefined;
    const id = ID.test(name) ? name : await this.#called(name);
    const opened = await this.publisher.tour(id);
    const [wish, seen, own] = await Promise.all([
      this.memory.get<string>('language'),
      this.memory.get<string[]>(`seen ${id}`),
      this.memory.get<string>(`own ${id}`),
    ]);
    // A newer version may have other modules than those that were chosen.
    const selection = own === undefined ? undefined : await selectedOf(opened.resolved.tour, own);
    if (this.#asked !== name) return;
    this.#files?.dispose();
    this.#files = new Files(opened.manifest, (path, sha256) => this.publisher.bytes(path, sha256));
    this.seen = seen ?? [];
    const { languages = [], original } = opened.resolved.tour;
    this.selection = selection;
    const wishes = [this.#wish, wish, ...navigator.languages].filter((each) => each !== undefined);
    this.language = bestOf(languages.length > 0 ? languages : [original], wishes);
    this.opened = opened;
  }

  async #called(slug: string): Promise<string> {
    this.tours ??= await this.publisher.catalogue();
    const found = this.tours.find((each) => each.slug === slug);
    if (found === undefined) throw new Fault('withdrawn', slug);
    return found.tour;
  }

  async #remember(): Promise<void> {
    const { halt, opened } = this;
    if (halt === undefined || opened === undefined || this.seen.includes(halt.station.id)) return;
    this.seen = [...this.seen, halt.station.id];
    await this.memory.put(`seen ${opened.resolved.tour.id}`, this.seen);
  }
}

async function selectedOf({ modules = [] }: Tour, written: string): Promise<Selection | undefined> {
  return (await import('../own/choices.ts')).selected(modules, written);
}
