import { letDrop, sentence } from '../pages/dropping.ts';
import { droppedFiles } from './dropped.ts';

/** Makes `<form data-import="address">` take drops, send with progress, and go to the preview that comes of it. */
export function letSend(root: ParentNode): void {
  const form = root.querySelector<HTMLFormElement>('form[data-import]');
  if (!form) return;
  const pickers = [...form.querySelectorAll<HTMLInputElement>('input[type="file"]')];

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(form, pickers.flatMap((picker) => [...(picker.files ?? [])]));
  });
  for (const picker of pickers) picker.addEventListener('change', () => list(form, pickers));
  letDrop(form, (dropped) => void droppedFiles(dropped).then((files) => send(form, files)));
}

/** Names what was chosen, so that a person sees it before it is sent. */
function list(form: HTMLFormElement, pickers: HTMLInputElement[]): void {
  const chosen = form.querySelector<HTMLUListElement>('.chosen');
  if (!chosen) return;
  const files = pickers.flatMap((picker) => [...(picker.files ?? [])]);
  const names = files.slice(0, 20).map((file) => file.name);
  if (files.length > names.length) names.push(`… (${String(files.length)})`);
  chosen.replaceChildren(
    ...names.map((name) => {
      const item = document.createElement('li');
      item.textContent = name;
      return item;
    }),
  );
  chosen.hidden = names.length === 0;
}

function send(form: HTMLFormElement, files: File[]): void {
  const body = new FormData();
  for (const name of ['organisation', 'language']) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) body.set(name, field.value);
  }
  for (const file of files) {
    if (!file.name.startsWith('.')) body.append('file', file, file.webkitRelativePath || file.name);
  }
  const show = progressOf(form);
  const request = new XMLHttpRequest();
  request.open('POST', form.dataset['import'] ?? '');
  request.setRequestHeader('X-CSRF-Token', document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '');
  request.setRequestHeader('Accept', 'application/json');
  request.upload.addEventListener('progress', (event) => show.sent(event.loaded / event.total));
  request.addEventListener('error', () => show.failed(''));
  request.addEventListener('load', () => {
    if (request.status !== 201) return show.failed(sentence(request.responseText));
    const { id } = JSON.parse(request.responseText) as { id: string };
    window.location.assign(`/import/${id}`);
  });
  show.sent(0);
  request.send(body);
}

interface Shown {
  sent(share: number): void;
  failed(words: string): void;
}

function progressOf(form: HTMLFormElement): Shown {
  const box = form.querySelector<HTMLElement>('.import-progress');
  const bar = form.querySelector('progress');
  const state = form.querySelector<HTMLElement>('#import-state');
  const wrong = form.querySelector<HTMLElement>('.import-wrong');
  const button = form.querySelector<HTMLButtonElement>('button.button-main');
  const busy = (is: boolean) => {
    if (box) box.hidden = !is;
    if (button) button.disabled = is;
  };
  return {
    sent(share) {
      busy(true);
      if (wrong) wrong.hidden = true;
      if (bar) {
        if (share < 1) bar.value = share;
        // Nobody knows how long the reading takes: the bar goes to and fro.
        else bar.removeAttribute('value');
      }
      const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' }).format(share);
      const words = share < 1 ? (form.dataset['wordSending'] ?? '').replace('%', percent) : form.dataset['wordReading'];
      if (state && state.textContent !== words) state.textContent = words ?? '';
    },
    failed(words) {
      busy(false);
      if (!wrong) return;
      wrong.textContent = words || (form.dataset['wordFailed'] ?? '');
      wrong.hidden = false;
    },
  };
}
