/** What colleagues have reported from on site about the stations of this tour, and what becomes of it. */
import { acceptOnSite, nudged } from '../edits/acceptOnSite.ts';
import { call, Problem } from '../model/api.ts';
import { identical } from '../model/merge.ts';
import type { Json } from '../model/documents.ts';
import { scenesOf } from '../model/scenes.ts';
import { session } from '../model/session.svelte.ts';
import { editor } from '../model/store.svelte.ts';
import type { Nudge } from '$viewer/ar/nudged.ts';
import type { Heading, Mean } from '../onsite/measuring.ts';
import type { Verdict } from '../onsite/outbox.ts';
import { t } from '../words/words.ts';
import type { Anchor } from '$viewer/ar/postures.ts';

export interface Report {
  readonly id: string;
  readonly station: string;
  readonly scene: string;
  readonly anchor: string;
  readonly anchor_then: Anchor;
  readonly verdict: Verdict;
  readonly position: Mean | null;
  readonly heading: { readonly deg: number; readonly accuracy_deg: Heading['accuracy_deg'] | null } | null;
  readonly nudge: Nudge;
  readonly note: string;
  readonly photograph: string | null;
  readonly by: string;
  readonly measured_at: string;
  readonly state: 'waiting' | 'accepted' | 'declined';
  readonly reason: string;
}

/** Why a report can be declined only; `changed` says no more than that one should look twice. */
export type Doubt = 'anchor_gone' | 'changed_holds' | 'changed' | null;

class OnSite {
  reports = $state.raw<readonly Report[]>([]);
  fault = $state('');

  /** What waits at the tour's stations, and what was decided on in this sitting. */
  async load(): Promise<void> {
    try {
      const { items } = await call<{ readonly items: readonly Report[] }>(`/tours/${editor.tour}/on-site-reports?state=waiting`);
      const decided = this.reports.filter(({ state }) => state !== 'waiting');
      this.reports = [...decided.filter(({ id }) => items.every((item) => item.id !== id)), ...items];
    } catch (problem) {
      // They are there the next time, and nothing else depends on them.
      if (!(problem instanceof Problem)) throw problem;
    }
  }

  get waiting(): readonly Report[] {
    return this.reports.filter(({ state }) => state === 'waiting');
  }

  /** Of one scene; where a scene is gone, its reports are shown at each that is left of its station. */
  ofScene(station: string, scene: string): readonly Report[] {
    const there = new Set((scenesOf(editor.workspace.stations[station]) ?? []).map(({ id }) => id));
    return this.reports.filter((each) => each.station === station && (each.scene === scene || !there.has(each.scene)));
  }

  /** The anchor as it stands now. */
  anchorOf(report: Report): Anchor | undefined {
    const scene = scenesOf(editor.workspace.stations[report.station])?.find(({ id }) => id === report.scene);
    const anchors = (scene?.anchors ?? []) as readonly unknown[] as readonly Anchor[];
    return anchors.find(({ id }) => id === report.anchor);
  }

  doubt(report: Report): Doubt {
    if (report.state !== 'waiting' || report.verdict === 'unreached') return null;
    const now = this.anchorOf(report);
    const then = report.anchor_then;
    if (now?.kind !== then.kind) return 'anchor_gone';
    const same = now.kind !== 'geo' || then.kind !== 'geo' || identical(now.geopose as unknown as Json, then.geopose as unknown as Json);
    if (same) return null;
    return report.verdict === 'holds' ? 'changed_holds' : 'changed';
  }

  /** One edit like every other; the report leaves the desk when the server has it. */
  async accept(report: Report, takeNote: boolean): Promise<void> {
    const { anchor, verdict, anchor_then: then, nudge, position } = report;
    const verified = {
      at: new Date(report.measured_at).toISOString().replace(/\.\d+Z$/u, 'Z'),
      by: report.by,
      ...(position !== null && { accuracy_m: position.accuracy_m }),
    };
    const geopose = verdict === 'move' && then.kind === 'geo' ? nudged(then.geopose, nudge) : undefined;
    const note = takeNote ? report.note : undefined;
    editor.seal();
    editor.edit(
      acceptOnSite(
        { station: report.station, scene: report.scene },
        { anchor, verdict, geopose, verified, ...(note !== undefined && { note }) },
      ),
    );
    editor.seal();
    await session.save();
    if (editor.saveState === 'saved') await this.#decide(report, 'accepted');
    else this.fault = t('stage.on_site.unsaved');
  }

  decline(report: Report, reason: string): Promise<void> {
    return this.#decide(report, 'declined', reason);
  }

  putBack(report: Report): Promise<void> {
    return this.#decide(report, 'waiting');
  }

  async #decide(report: Report, decision: Report['state'], reason = ''): Promise<void> {
    this.fault = '';
    try {
      const path = `/on-site-reports/${report.id}/decision`;
      const after = await call<Report>(path, { method: 'PUT', json: { decision, reason } });
      this.reports = this.reports.map((each) => (each.id === after.id ? after : each));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.fault = problem.status === 0 ? t('stage.on_site.offline') : problem.detail;
    }
  }
}

export const onSite = new OnSite();
