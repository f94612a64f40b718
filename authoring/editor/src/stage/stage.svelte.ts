/** What the stage shows of a station: which scene, what in it is chosen, which tool is in the hand. */
import { placeContent } from '../edits/placeContent.ts';
import type { SceneAt } from '../edits/scenes.ts';
import type { Id, Scene, Station } from '../model/documents.ts';
import { scenesOf } from '../model/scenes.ts';
import { editor } from '../model/store.svelte.ts';
import { view } from '../model/view.svelte.ts';
import type { Content, Placement } from '$viewer/ar/poses.ts';
import { placementOf } from '$viewer/ar/poses.ts';
import { NO_TURN, postureOf, type Anchor } from '$viewer/ar/postures.ts';
import type { Act } from '$viewer/ar/programme.ts';
import type { State } from '$viewer/ar/sceneGraph.ts';
import { placed, said, type Said } from './placing.ts';

export type Tool = 'move' | 'turn' | 'scale';
export type Backdrop = 'place' | 'panorama';
export type Chosen = { readonly kind: 'anchor' | 'content'; readonly id: string };

class Stage {
  chosen = $state.raw<Chosen | null>(null);
  /** The anchor that the backdrop shows; the first of the ladder until another is chosen. */
  anchored = $state<string>('');
  tool = $state<Tool>('move');
  backdrop = $state<Backdrop>('place');
  /** A photo that only this screen shows behind the scene: the document names none, or may not be changed here. */
  looked = $state<Id>('');
  figure = $state(true);
  /** As a visitor sees it: what is tapped does what it will do. */
  preview = $state(false);
  /** Handles go by the lines of the grid. */
  snap = $state(false);
  /** How far each content is with its files, as the stage that draws it says. */
  states = $state.raw<ReadonlyMap<string, State>>(new Map());
  clips = $state.raw<ReadonlyMap<string, readonly string[]>>(new Map());
  /** What can be played, what is being played, and how one begins or ends it from a press. */
  playable = $state.raw<ReadonlySet<string>>(new Set());
  acts = $state.raw<readonly Act[]>([]);
  toggle: (content: string) => void = () => {};
  /** The lowest point of a content in the world, m; unknown where nothing is drawn. */
  lowest: (content: string) => number | undefined = () => undefined;
  /** What a drag is doing just now: it is written when it ends. */
  live = $state.raw<{ readonly content: string; readonly placement: Placement } | null>(null);

  get station(): Id {
    return view.stage?.station ?? '';
  }

  get scene(): string {
    return view.stage?.scene ?? '';
  }

  /** Another scene begins with nothing chosen, before its best anchor. */
  open(scene: string): void {
    view.openStage(this.station, scene);
    this.begin();
  }

  begin(): void {
    this.chosen = null;
    this.anchored = '';
    this.backdrop = 'place';
    this.looked = '';
    this.preview = false;
    this.live = null;
  }

  /** Back to the form of the station, at the button by which one came. */
  close(): void {
    const { station, index } = this;
    view.mode = 'map';
    view.sheet = 'inspector';
    editor.focus = { document: station, pointer: `/scenes${index === -1 ? '' : `/${index}`}` };
  }

  get where(): SceneAt {
    return { station: this.station, scene: this.scene };
  }

  get document(): Station | undefined {
    return editor.workspace.stations[this.station];
  }

  /** The scenes of the station; none where they are no scenes. */
  get scenes(): readonly Scene[] {
    return scenesOf(this.document) ?? [];
  }

  get index(): number {
    return this.scenes.findIndex(({ id }) => id === this.scene);
  }

  get shown(): Scene | undefined {
    return this.scenes[this.index];
  }

  /** The 360° photo behind the scene: the one that it was placed before. */
  get panorama(): Id {
    return this.shown?.backdrop ?? this.looked;
  }

  get anchors(): readonly Anchor[] {
    return (this.shown?.anchors ?? []) as readonly unknown[] as readonly Anchor[];
  }

  get contents(): readonly Content[] {
    return (this.shown?.contents ?? []) as readonly unknown[] as readonly Content[];
  }

  get anchor(): Anchor | undefined {
    return this.anchors.find(({ id }) => id === this.anchored) ?? this.anchors[0];
  }

  get content(): Content | undefined {
    return this.chosen?.kind === 'content' ? this.contents.find(({ id }) => id === this.chosen?.id) : undefined;
  }

  get posture() {
    return this.anchor === undefined ? NO_TURN : postureOf(this.anchor);
  }

  get editable(): boolean {
    return editor.editable(this.station);
  }

  choose(chosen: Chosen | null): void {
    editor.seal();
    this.chosen = chosen;
    if (chosen?.kind === 'anchor') this.anchored = chosen.id;
  }

  /** Where a content is now: in the middle of a drag, where the hand has it. */
  placement(content: Content): Placement {
    return this.live?.content === content.id ? this.live.placement : placementOf(content.pose);
  }

  /** Where the chosen content is, in words; undefined where none is chosen. */
  get words(): Said | undefined {
    return this.content && said(this.placement(this.content), this.posture);
  }

  /** Change some of these numbers of the chosen content. */
  say(change: Partial<Said>): void {
    if (this.content === undefined || this.words === undefined) return;
    this.put(this.content.id, placed({ ...this.words, ...change }, this.posture));
  }

  put(content: string, placement: Placement): void {
    editor.edit(placeContent(this.where, content, placement));
  }
}

export const stage = new Stage();
