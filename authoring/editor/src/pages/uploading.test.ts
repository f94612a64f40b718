// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { sentence } from './dropping.ts';
import { letUpload } from './uploading.ts';

class Wire extends EventTarget {
  static sent: { body: FormData; wire: Wire }[] = [];
  upload = new EventTarget();
  status = 0;
  responseText = '';
  open() {}
  setRequestHeader() {}
  send(body: FormData) {
    Wire.sent.push({ body, wire: this });
  }
  answer(status: number, text: string) {
    this.status = status;
    this.responseText = text;
    this.dispatchEvent(new Event('load'));
  }
}

beforeEach(() => {
  Wire.sent = [];
  vi.stubGlobal('XMLHttpRequest', Wire);
  document.body.innerHTML = `<form data-uploads="/api/v1/media" data-word-checking="wird geprüft" data-word-failed="Nicht angekommen" data-word-unanswered="Antwortet gerade nicht">
    <input type="file" name="file" multiple><input type="hidden" name="organisation" value="o1">
    <ul class="uploads" hidden></ul></form>`;
});
afterEach(() => vi.unstubAllGlobals());

function drop(...names: string[]) {
  letUpload(document);
  dropMore(...names);
}

function dropMore(...names: string[]) {
  const event = new Event('drop') as DragEvent;
  const files = names.map((name) => new File(['x'], name));
  Object.defineProperty(event, 'dataTransfer', { value: { files } });
  document.querySelector('form')?.dispatchEvent(event);
}

it('sends one file after the other, for the organisation of the form', async () => {
  drop('a.jpg', 'b.jpg');
  await vi.waitFor(() => expect(Wire.sent).toHaveLength(1));
  expect(Wire.sent[0]?.body.get('organisation')).toBe('o1');
  Wire.sent[0]?.wire.answer(415, '{"detail":"Das ist kein Bild."}');
  await vi.waitFor(() => expect(Wire.sent).toHaveLength(2));
  expect((Wire.sent[1]?.body.get('file') as File).name).toBe('b.jpg');
});

it('keeps the sentence of a refusal beside the name of the file', async () => {
  drop('a.jpg');
  await vi.waitFor(() => expect(Wire.sent).toHaveLength(1));
  Wire.sent[0]?.wire.answer(415, '{"detail":"Das ist kein Bild."}');
  await vi.waitFor(() => expect(document.querySelector('.uploads')?.textContent).toContain('Das ist kein Bild.'));
  expect(document.querySelector('.uploads')?.textContent).toContain('a.jpg');
});

it('says that nothing arrived where the line was cut', async () => {
  drop('a.jpg');
  await vi.waitFor(() => expect(Wire.sent).toHaveLength(1));
  Wire.sent[0]?.wire.dispatchEvent(new Event('error'));
  await vi.waitFor(() => expect(document.querySelector('.uploads')?.textContent).toContain('Nicht angekommen'));
});

it('finds no sentence in an answer that is no problem document', () => {
  expect(sentence('<html>')).toBe('');
  expect(sentence('{"title":"Zu groß"}')).toBe('Zu groß');
});

it('says that the server does not answer where a gateway says so for it', async () => {
  drop('a.jpg');
  await vi.waitFor(() => expect(Wire.sent).toHaveLength(1));
  Wire.sent[0]?.wire.answer(502, '<h1>Bad Gateway</h1>');
  await vi.waitFor(() => expect(document.querySelector('.uploads')?.textContent).toContain('Antwortet gerade nicht'));
});

const ARRIVED = JSON.stringify({ medium: { id: 'm1' }, job: null, duplicate: false });

it('leaves the page only when what was dropped meanwhile has arrived, too', async () => {
  const assign = vi.fn();
  vi.stubGlobal('location', { pathname: '/media', assign });
  drop('a.jpg');
  await vi.waitFor(() => expect(Wire.sent).toHaveLength(1));
  dropMore('b.jpg');
  Wire.sent[0]?.wire.answer(201, ARRIVED);
  await vi.waitFor(() => expect(Wire.sent).toHaveLength(2));
  expect(assign).not.toHaveBeenCalled();
  Wire.sent[1]?.wire.answer(201, ARRIVED);
  await vi.waitFor(() => expect(assign).toHaveBeenCalledWith('/media'));
});

it('asks before the page is left while something is on its way', async () => {
  drop('a.jpg');
  await vi.waitFor(() => expect(Wire.sent).toHaveLength(1));
  const leaving = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(leaving()).toBe(false);
  Wire.sent[0]?.wire.answer(415, '{"detail":"Das ist kein Bild."}');
  await vi.waitFor(() => expect(leaving()).toBe(true));
});

it('leads to what has arrived where a refusal keeps the page', async () => {
  drop('a.jpg', 'b.gif');
  await vi.waitFor(() => expect(Wire.sent).toHaveLength(1));
  Wire.sent[0]?.wire.answer(201, ARRIVED);
  await vi.waitFor(() => expect(Wire.sent).toHaveLength(2));
  Wire.sent[1]?.wire.answer(415, '{"detail":"Das ist kein Bild."}');
  await vi.waitFor(() => expect(document.querySelector('.wrong')).not.toBeNull());
  expect(document.querySelector<HTMLAnchorElement>('.uploads a')?.pathname).toBe('/media/m1');
});

it('says that a file is looked at once all of it is there', async () => {
  drop('a.jpg');
  await vi.waitFor(() => expect(Wire.sent).toHaveLength(1));
  Wire.sent[0]?.wire.upload.dispatchEvent(new ProgressEvent('progress', { loaded: 5, total: 5 }));
  expect(document.querySelector('.uploads')?.textContent).toContain('wird geprüft');
});
