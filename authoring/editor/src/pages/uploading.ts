import { letDrop, sentence } from './dropping.ts';

/** What the server answers to an upload, as far as this page needs it. */
interface Uploaded {
  medium: { id: string };
  job: string | null;
  duplicate: boolean;
}

interface Row {
  say(words: string): void;
  progress(share: number): void;
  end(words: string, failed: boolean): void;
}

/** Makes `<form data-uploads="address">` take dropped files, send one after the other, and show how far each is. */
export function letUpload(root: ParentNode): void {
  const form = root.querySelector<HTMLFormElement>('form[data-uploads]');
  const picker = form?.querySelector<HTMLInputElement>('input[type="file"]');
  if (!form || !picker) return;
  form.classList.add('scripted');

  const send = async (files: Iterable<File>) => {
    // One at a time: an office's line is narrow, and a person sees something finish.
    const rows = [...files].map((file) => ({ file, row: addRow(form, file.name) }));
    let failed = 0;
    for (const { file, row } of rows) if (!(await upload(form, file, row))) failed += 1;
    // Refusals stay to be read; otherwise the grid below shows what has come.
    if (failed === 0 && rows.length > 0) window.location.assign(window.location.pathname);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(picker.files ?? []).finally(() => (picker.value = ''));
  });
  picker.addEventListener('change', () => {
    if (picker.files?.length) form.requestSubmit();
  });
  letDrop(form, ({ files }) => void send(files));
}

function addRow(form: HTMLFormElement, name: string): Row {
  const list = form.querySelector<HTMLUListElement>('.uploads');
  const item = document.createElement('li');
  const title = document.createElement('span');
  const state = document.createElement('span');
  const bar = document.createElement('progress');
  title.className = 'name small';
  title.textContent = name;
  state.className = 'small faint';
  state.textContent = form.dataset['wordWaiting'] ?? '';
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', name);
  item.append(title, state, bar);
  if (list) {
    list.hidden = false;
    list.append(item);
  }
  return {
    say: (words) => (state.textContent = words),
    progress: (share) => (bar.value = share),
    end(words, failed) {
      bar.remove();
      state.textContent = words;
      state.className = failed ? 'badge badge-red' : 'badge badge-green';
      if (failed) {
        // A sentence needs the width of the row.
        state.className = 'small wrong';
      }
    },
  };
}

function upload(form: HTMLFormElement, file: File, row: Row): Promise<boolean> {
  return new Promise((resolve) => {
    const body = new FormData();
    const owner = form.elements.namedItem('organisation');
    if (owner instanceof HTMLInputElement || owner instanceof HTMLSelectElement) body.set('organisation', owner.value);
    body.set('file', file);
    const request = new XMLHttpRequest();
    request.open('POST', form.dataset['uploads'] ?? '');
    request.setRequestHeader('X-CSRF-Token', csrfToken());
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', (event) => {
      row.progress(event.loaded / event.total);
      row.say(new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' }).format(event.loaded / event.total));
    });
    const fail = (words: string) => {
      row.end(words || (form.dataset['wordFailed'] ?? ''), true);
      resolve(false);
    };
    request.addEventListener('error', () => fail(''));
    request.addEventListener('load', () => {
      if (request.status !== 201) return fail(sentence(request.responseText) || (form.dataset['wordUnanswered'] ?? ''));
      const answer = JSON.parse(request.responseText) as Uploaded;
      row.end((answer.duplicate ? form.dataset['wordKnown'] : form.dataset['wordDone']) ?? '', false);
      resolve(true);
    });
    request.send(body);
  });
}

function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
}
