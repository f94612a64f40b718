/** What one does in the outline, with the words that say what happened. */

import { addModule } from '../edits/addModule.ts';
import { newModule } from '../edits/addStation.ts';
import { moveModule } from '../edits/moveModule.ts';
import { moveStop } from '../edits/moveStop.ts';
import { removeModule } from '../edits/removeModule.ts';
import { removeStop } from '../edits/removeStop.ts';
import type { Localized, Medium } from '../model/documents.ts';
import { editor } from '../model/store.svelte.ts';
import { stopsOf } from '../model/workspace.ts';
import { notices } from '../notices/notices.svelte.ts';
import { undoing } from '../shortcuts/shortcuts.ts';
import { t } from '../words/words.ts';
import { besides, neighbouring, type Place } from './moves.ts';

/** A name in the language that is shown, else in the original. */
export function named(text: Localized | undefined, otherwise: string): string {
  return text?.[editor.language] ?? text?.[editor.languages[0] ?? ''] ?? Object.values(text ?? {})[0] ?? otherwise;
}

export function stationName(id: string): string {
  return named(editor.workspace.stations[id]?.title, t('editor.untitled_station'));
}

/** A medium goes by its title, else by the beginning of what it shows. */
export function mediumName(medium: Medium | undefined, otherwise: string): string {
  const title = named(medium?.title, '');
  const alt = named(medium?.alt, '');
  return title || (alt.length > 50 ? `${alt.slice(0, 49).trimEnd()}…` : alt) || otherwise;
}

/** What a person calls a document: its title or name, or what it is. */
export function documentName(id: string): string {
  const { tour, stations, guides, media } = editor.workspace;
  if (id === tour.id) return named(tour.title, t('editor.untitled_tour'));
  if (id in stations) return stationName(id);
  if (id in guides) return named(guides[id]?.name, t('parts.guide.unnamed'));
  return mediumName(media[id], t('editor.report.medium'));
}

export function moduleName(id: string): string {
  const modules = editor.workspace.tour.modules ?? [];
  const index = modules.findIndex((module) => module.id === id);
  return named(modules[index]?.title, t('editor.module.nameless', { number: index + 1 }));
}

export function selectStop(id: string): void {
  const placed = stopsOf(editor.workspace.tour).find(({ stop }) => stop.id === id);
  if (placed) editor.select({ kind: 'stop', module: placed.module, stop: id, station: placed.stop.station });
}

export function placeStop(id: string, place: Place): void {
  editor.seal();
  editor.edit(moveStop(id, place.module, place.index));
  selectStop(id);
  const stops = stopsOf(editor.workspace.tour);
  const moved = stops.find(({ stop }) => stop.id === id);
  if (moved === undefined) return;
  notices.say(
    t('editor.moved_stop', {
      name: stationName(moved.stop.station),
      number: moved.number,
      total: stops.length,
      module: moduleName(moved.module),
    }),
  );
}

export function moveStopBy(id: string, by: -1 | 1): void {
  const place = neighbouring(editor.workspace.tour, id, by);
  if (place === null) notices.say(t('editor.no_further'));
  else placeStop(id, place);
}

export function placeModule(id: string, index: number): void {
  const total = (editor.workspace.tour.modules ?? []).length;
  if (index < 0 || index >= total) {
    notices.say(t('editor.no_further'));
    return;
  }
  editor.seal();
  editor.edit(moveModule(id, index));
  notices.say(t('editor.moved_module', { name: moduleName(id), number: index + 1, total }));
}

export function moveModuleBy(id: string, by: -1 | 1): void {
  const modules = editor.workspace.tour.modules ?? [];
  placeModule(id, modules.findIndex((module) => module.id === id) + by);
}

export function takeOutStop(id: string): void {
  const placed = stopsOf(editor.workspace.tour).find(({ stop }) => stop.id === id);
  if (placed === undefined) return;
  const name = stationName(placed.stop.station);
  const next = besides(editor.workspace.tour, id);
  editor.edit(removeStop(id));
  if (next !== null) selectStop(next);
  focusRow(next === null ? `module:${placed.module}` : `stop:${next}`);
  notices.show(t('editor.removed_stop', { name }), undoing());
}

export function takeOutModule(id: string): void {
  const name = moduleName(id);
  editor.edit(removeModule(id));
  focusRow('tour');
  notices.show(t('editor.removed_module', { name }), undoing());
}

export function appendModule(): void {
  const module = newModule(editor.workspace, '');
  editor.edit(addModule(module));
  editor.goTo(
    { kind: 'module', module: module.id },
    { document: editor.workspace.tour.id, pointer: `/modules/${(editor.workspace.tour.modules ?? []).length - 1}/title` },
  );
}

/** Carry the focus to a row once it is drawn. */
export function focusRow(row: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`)?.focus());
}

/** What the keys do on a row's name: Alt and an arrow move it, Delete takes it out. */
export function rowKeys(move: (by: -1 | 1) => void, takeOut: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      event.stopPropagation();
      move(event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.key === 'Delete') {
      event.preventDefault();
      takeOut();
    }
  };
}
