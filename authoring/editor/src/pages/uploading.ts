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
  arrive(words: string, medium: string): void;
  refuse(words: string): void;
}

/** Makes `<form data-uploads="address">` take dropped files, send one after the other, and show how far each is. */
export function letUpload(root: ParentNode): void {
  const form = root.querySelector<HTMLFormElement>('form[data-uploads]');
  const picker = form?.querySelector<HTMLInputElement>('input[type="file"]');
  if (!form || !picker) return;
  form.classList.add('scripted');

  const waiting: { file: File; row: Row }[] = [];
  let sending = false;
  let failed = 0;

  // One at a time: an office's line is narrow, and a person sees something finish. What is dropped meanwhile waits its turn.
  const send = async (files: Iterable<File>) => {
    for (const file of files) waiting.push({ file, row: addRow(form, file.name) });
    if (sending || waiting.length === 0) return;
    sending = true;
    window.addEventListener('beforeunload', hold);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (!(await upload(form, next.file, next.row))) failed += 1;
    }
    window.removeEventListener('beforeunload', hold);
    sending = false;
    // Refusals stay to be read; otherwise the grid below shows what has come.
    if (failed === 0) window.location.assign(window.location.pathname);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(picker.files ?? []);
    picker.value = '';
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
    arrive(words, medium) {
      bar.remove();
      state.textContent = words;
      state.className = 'badge badge-green';
      const link = document.createElement('a');
      link.href = `/media/${encodeURIComponent(medium)}`;
      link.textContent = name;
      title.replaceChildren(link);
    },
    refuse(words) {
      bar.remove();
      state.textContent = words;
      // A sentence needs the width of the row.
      state.className = 'small wrong';
    },
  };
}

/** Asks before a page is left that is still sending. */
function hold(event: BeforeUnloadEvent): void {
  event.preventDefault();
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
      // All is there; what it is takes the server up to some seconds.
      if (event.loaded === event.total) return row.say(form.dataset['wordChecking'] ?? '');
      row.say(new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' }).format(event.loaded / event.total));
    });
    const fail = (words: string) => {
      row.refuse(words || (form.dataset['wordFailed'] ?? ''));
      resolve(false);
    };
    request.addEventListener('error', () => fail(''));
    request.addEventListener('load', () => {
      if (request.status !== 201) return fail(sentence(request.responseText) || (form.dataset['wordUnanswered'] ?? ''));
      const answer = JSON.parse(request.responseText) as Uploaded;
      row.arrive((answer.duplicate ? form.dataset['wordKnown'] : form.dataset['wordDone']) ?? '', answer.medium.id);
      resolve(true);
    });
    request.send(body);
  });
}

function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
}
