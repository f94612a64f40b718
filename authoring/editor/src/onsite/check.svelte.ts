/** The check of a scene's anchors on site, as it stands on the screen of one phone: from opening it to a sent report. */
import { between } from '$viewer/ar/attitude.ts';
import { isNudged, NO_NUDGE, type Nudge } from '$viewer/ar/nudged.ts';
import type { OnSite } from '../preview/payload.ts';
import type { Delivery } from './delivery.svelte.ts';
import { headingOfPose, nudgedTo, towards } from './measuring.ts';
import type { Finding, Verdict } from './outbox.ts';
import { Sensors } from './sensors.svelte.ts';

export class Check {
  readonly sensors = new Sensors();
  readonly on: OnSite;
  /** Which anchor is looked at. */
  anchorId = $state('');
  verdict = $state<Verdict>();
  nudge = $state.raw<Nudge>(NO_NUDGE);
  note = $state('');
  photograph = $state.raw<File>();
  /** The report was put down; what becomes of it, `delivery` says. */
  done = $state(false);

  constructor(
    on: OnSite,
    readonly delivery: Delivery,
    private readonly title: string,
  ) {
    this.on = on;
    this.anchorId = (on.anchors.find(({ kind }) => kind === 'geo') ?? on.anchors[0])?.id ?? '';
  }

  get anchor() {
    return this.on.anchors.find(({ id }) => id === this.anchorId);
  }

  /** Where the anchor stands; for others than those on Earth, where the station is. */
  get place(): { readonly lon: number; readonly lat: number } | undefined {
    if (this.anchor?.kind === 'geo') return this.anchor.geopose.position;
    const [lon, lat] = this.on.place ?? [];
    return lon === undefined || lat === undefined ? undefined : { lon, lat };
  }

  /** How far the anchor is, in which direction, and in which one from where the phone points. */
  get way() {
    const { fix, heading } = this.sensors;
    if (fix === undefined || this.place === undefined) return undefined;
    const { distance_m, bearing_deg } = towards(fix, this.place);
    const ahead = heading === undefined ? undefined : between(heading.deg, bearing_deg);
    return { distance_m, bearing_deg, ahead, accuracy_m: fix.accuracy_m };
  }

  /** Where the anchor's arrow points, as it stands and as it is nudged. */
  get headings(): { readonly now: number; readonly then: number } | undefined {
    if (this.anchor?.kind !== 'geo') return undefined;
    const now = headingOfPose(this.anchor.geopose);
    return { now, then: (now + this.nudge.turn_deg + 360) % 360 };
  }

  /** By how much the phone points away from where the anchor's arrow points. */
  get error(): number | undefined {
    const { heading } = this.sensors;
    return heading === undefined || this.headings === undefined ? undefined : between(this.headings.now, heading.deg);
  }

  /** Another anchor, and nothing said of it yet. */
  choose(id: string): void {
    this.anchorId = id;
    this.begin();
  }

  begin(): void {
    this.verdict = undefined;
    this.nudge = NO_NUDGE;
    this.note = '';
    this.photograph = undefined;
    this.sensors.gathered = [];
    this.sensors.gathering = false;
    this.done = false;
  }

  /** The anchor belongs where one stands: the mean of what was gathered. */
  takePlace(): void {
    const mean = this.sensors.gatherNoMore();
    if (mean !== undefined && this.anchor?.kind === 'geo') this.nudge = nudgedTo(this.anchor.geopose, mean, this.nudge);
  }

  /** The anchor's arrow belongs where the phone points. */
  takeHeading(): void {
    if (this.error !== undefined) this.nudge = { ...this.nudge, turn_deg: Math.round(this.error) };
  }

  /** How the scene is to be shown: as it would stand after what is proposed. */
  get proposed(): { readonly anchor: OnSite['anchors'][number] | undefined; readonly nudge: Nudge } {
    return { anchor: this.anchor, nudge: this.verdict === 'move' && !this.done ? this.nudge : NO_NUDGE };
  }

  /** Why it cannot be sent yet. */
  get lacks(): 'verdict' | 'nudge' | undefined {
    if (this.verdict === undefined) return 'verdict';
    return this.verdict === 'move' && !isNudged(this.nudge) ? 'nudge' : undefined;
  }

  async send(): Promise<void> {
    const { anchor, verdict } = this;
    if (anchor === undefined || verdict === undefined || this.lacks !== undefined) return;
    const { station, scene, revision } = this.on;
    const { position, heading } = this.sensors;
    const finding: Finding = {
      station,
      scene,
      anchor: anchor.id,
      revision,
      verdict,
      measured_at: new Date().toISOString(),
      position,
      heading,
      nudge: verdict === 'move' ? this.nudge : undefined,
      note: this.note.trim(),
    };
    const photograph = this.photograph;
    this.done = true;
    await this.delivery.add({ id: crypto.randomUUID(), person: this.person, title: this.title, finding, photograph });
  }

  /** Whose report it is. */
  get person(): string {
    return this.on.person;
  }
}
