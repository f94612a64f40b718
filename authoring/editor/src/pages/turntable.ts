/** A 3D model on its medium's page: turned by dragging and by keys, beside a person, its clips played at a press. */
import { Turntable } from './turntableView.ts';

const STEPS: Readonly<Record<string, readonly [left: number, up: number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const ZOOMS: Readonly<Record<string, number>> = { '+': 0.85, '-': 1.18 };

/** Resolves when the model is seen; where it cannot be, its picture stays, and a sentence says so. */
export async function letTurn(host: HTMLElement, root: ParentNode): Promise<void> {
  const { turntable: address = '', label = '', failed = '' } = host.dataset;
  let table: Turntable;
  try {
    table = new Turntable(host);
    await table.load(address);
  } catch {
    host.insertAdjacentElement('afterend', said(failed));
    return;
  }
  const { canvas } = table;
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-label', label);
  host.querySelector(':scope > :not(canvas)')?.remove();
  letKeysTurn(table);
  letItTurn(table, root);
  letClipsPlay(table, root);
  const person = root.querySelector<HTMLInputElement>('[data-person]');
  person?.addEventListener('change', () => table.standBeside(person.checked));
}

function letKeysTurn(table: Turntable): void {
  table.canvas.addEventListener('keydown', (event) => {
    const [step, zoom] = [STEPS[event.key], ZOOMS[event.key]];
    if ((step === undefined && zoom === undefined) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (step) table.turn(...step);
    if (zoom !== undefined) table.zoom(zoom);
  });
}

/** It turns by itself, but not for those who want less motion, and no longer than nobody has touched it. */
function letItTurn(table: Turntable, root: ParentNode): void {
  const tools = root.querySelector<HTMLElement>('[data-turntable-tools]');
  const button = root.querySelector<HTMLButtonElement>('[data-turn]');
  if (tools) tools.hidden = false;
  const show = () => {
    for (const [attribute, turning] of [['data-when-turning', true], ['data-when-still', false]] as const) {
      const words = button?.querySelector<HTMLElement>(`[${attribute}]`);
      if (words) words.hidden = table.turning !== turning;
    }
  };
  const set = (turning: boolean) => {
    table.turning = turning;
    show();
  };
  button?.addEventListener('click', () => set(!table.turning));
  for (const touch of ['pointerdown', 'keydown']) table.canvas.addEventListener(touch, () => set(false));
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  calm.addEventListener('change', () => set(!calm.matches));
  set(!calm.matches);
}

function letClipsPlay(table: Turntable, root: ParentNode): void {
  const buttons = [...root.querySelectorAll<HTMLButtonElement>('[data-clip]')];
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const playing = button.getAttribute('aria-pressed') !== 'true';
      for (const each of buttons) each.setAttribute('aria-pressed', String(each === button && playing));
      table.play(playing ? button.dataset['clip'] : undefined);
    });
  }
}

function said(words: string): HTMLElement {
  const sentence = document.createElement('p');
  sentence.className = 'small soft';
  sentence.setAttribute('role', 'status');
  sentence.textContent = words;
  return sentence;
}
