/** Keys for what one does all day, and the deeds that both keys and buttons call. */

import { session } from '../model/session.svelte.ts';
import { editor } from '../model/store.svelte.ts';
import { view } from '../model/view.svelte.ts';
import { notices } from '../notices/notices.svelte.ts';
import { t, type WordKey } from '../words/words.ts';

export const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

export interface Shortcut {
  /** As the help shows it: `Mod` is Ctrl, or ⌘ on Apple's machines. */
  readonly keys: readonly string[];
  readonly words: WordKey;
}

/** What the help sheet lists; outline and translation handle their own keys. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['Mod', 'Z'], words: 'editor.shortcut.undo' },
  { keys: ['Mod', '⇧', 'Z'], words: 'editor.shortcut.redo' },
  { keys: ['Mod', 'S'], words: 'editor.shortcut.save' },
  { keys: ['F6'], words: 'editor.shortcut.pane' },
  { keys: ['↑', '↓'], words: 'editor.shortcut.rows' },
  { keys: ['Alt', '↑ ↓'], words: 'editor.shortcut.move' },
  { keys: ['Entf'], words: 'editor.shortcut.remove' },
  { keys: ['Alt', 'N'], words: 'editor.shortcut.add' },
  { keys: ['Alt', 'P'], words: 'editor.shortcut.report' },
  { keys: ['Alt', 'G'], words: 'editor.shortcut.walk' },
  { keys: ['Alt', 'K'], words: 'editor.shortcut.comment' },
  { keys: ['Mod', '↵'], words: 'editor.shortcut.next_missing' },
  { keys: ['?'], words: 'editor.shortcut.help' },
];

/** What its keys do on the AR stage (stage/keys.ts). */
export const STAGE_SHORTCUTS: readonly Shortcut[] = [
  { keys: ['↑', '↓', '←', '→'], words: 'stage.keys.move' },
  { keys: ['PgUp', 'PgDn'], words: 'stage.keys.lift' },
  { keys: ['A', 'D'], words: 'stage.keys.turn' },
  { keys: ['+', '−'], words: 'stage.keys.scale' },
  { keys: ['⇧'], words: 'stage.keys.steps' },
  { keys: ['G'], words: 'stage.keys.ground' },
  { keys: ['Entf'], words: 'stage.keys.remove' },
  { keys: ['Esc'], words: 'stage.keys.leave' },
];

export const undo = () => travel('undo');
export const redo = () => travel('redo');

function travel(way: 'undo' | 'redo'): void {
  const step = editor[`${way}es`];
  if (step === null) return;
  editor[way]();
  notices.say(t(way === 'undo' ? 'editor.undone' : 'editor.redone', { what: t(step.label, step.values) }));
  requestAnimationFrame(keepFocus);
}

/** What had the focus may be gone, or a button with nothing more to do: whoever works by keys goes on at what is selected. */
function keepFocus(): void {
  const lost = () => document.activeElement?.matches('body, :disabled');
  if (lost()) document.querySelector<HTMLElement>('[data-row][aria-current]')?.focus();
  // On a small screen, and beside the stage, the rows are out of sight.
  if (lost()) nextPane(false);
}

/** Undo the step that a notice speaks of, not one that came after it. */
export function undoing(): { readonly label: string; readonly run: () => void } {
  return { label: t('editor.undo'), run: undo };
}

async function saveNow(): Promise<void> {
  await session.save();
  notices.say(t(`editor.save.${editor.saveState}.help`));
}

/** Handle a key of the whole window; answers whether it was one of ours. */
export function shortcut(event: KeyboardEvent): boolean {
  const mod = APPLE ? event.metaKey : event.ctrlKey;
  const key = event.key.toLowerCase();
  if (mod && key === 'z' && !event.altKey) return done(event, event.shiftKey ? redo : undo);
  if (mod && key === 'y' && !APPLE) return done(event, redo);
  if (mod && key === 's') return done(event, () => void saveNow());
  if (event.key === 'F6') return done(event, () => nextPane(event.shiftKey));
  // By code: Alt changes the letter on some keyboards.
  if (event.altKey && !mod && event.code === 'KeyN') return done(event, () => view.addStation(moduleHere()));
  if (event.altKey && !mod && event.code === 'KeyP') return done(event, () => (view.report = !view.report));
  if (event.altKey && !mod && event.code === 'KeyG') return done(event, () => (view.mode = view.mode === 'walk' ? 'map' : 'walk'));
  if (event.altKey && !mod && event.code === 'KeyK') return done(event, commentHere);
  if (event.key === '?' && !mod && !typing(event.target)) return done(event, () => (view.dialog = 'shortcuts'));
  return false;
}

function done(event: KeyboardEvent, run: () => void): true {
  event.preventDefault();
  run();
  return true;
}

/** Comment at the field that one is in. */
function commentHere(): void {
  const field = document.activeElement?.closest<HTMLElement>('.field[data-document][data-pointer]');
  const { document: id, pointer } = field?.dataset ?? {};
  if (editor.tour === '' || id === undefined || pointer === undefined) notices.say(t('editor.comment.nowhere'));
  else view.comment = { document: id, pointer, label: field?.querySelector('.field-label')?.textContent ?? '' };
}

/** The module of what is selected. */
export function moduleHere(): string | undefined {
  const { selection } = editor;
  return 'module' in selection ? selection.module : undefined;
}

function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

/** Carry the focus to the next region of the window, around and around. */
function nextPane(back: boolean): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null);
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes.at((here + (back ? -1 : 1)) % panes.length);
  next?.focus();
}
