/** Uploading a file: with progress, with the server's own sentence where it is refused, and taken into the workspace. */
import type { Entry } from '../../model/api.ts';
import type { Medium } from '../../model/documents.ts';
import { session } from '../../model/session.svelte.ts';
import { editor } from '../../model/store.svelte.ts';
import { t } from '../../words/words.ts';

export interface Uploaded {
  readonly medium: Medium;
  /** Where the picture says that it was taken: offered, never used without a person's doing. */
  readonly position: readonly [number, number] | undefined;
  readonly duplicate: boolean;
}

interface Answer {
  readonly medium: Entry<Medium>;
  readonly job: string | null;
  readonly offered_position: readonly [number, number] | null;
  readonly duplicate: boolean;
}

/** One file on its way. */
export class Upload {
  /** How much of it has left this machine, 0 to 1. */
  share = $state(0);
  state = $state<'sending' | 'done' | 'refused'>('sending');
  /** Why it was refused, in a sentence. */
  reason = $state('');

  constructor(readonly name: string) {}
}

/** Sends one file; undefined where it was refused, and then the upload says why. */
export async function uploadMedium(
  file: File,
  onupload: (upload: Upload) => void,
): Promise<Uploaded | undefined> {
  const upload = new Upload(file.name);
  onupload(upload);
  try {
    const answer = await send(file, (share) => (upload.share = share));
    session.know(answer.medium);
    upload.state = 'done';
    const { offered_position: position, duplicate } = answer;
    return { medium: answer.medium.body, position: position ?? undefined, duplicate };
  } catch (fault) {
    upload.state = 'refused';
    upload.reason = fault instanceof Error && fault.message ? fault.message : t('parts.upload.failed');
    return undefined;
  }
}

/** `fetch` does not tell how much has been sent, and a long wait without progress looks like a broken page. */
function send(file: File, progress: (share: number) => void): Promise<Answer> {
  const form = new FormData();
  form.append('file', file, file.name);
  form.append('organisation', editor.organisation.id);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/media');
    request.responseType = 'json';
    request.setRequestHeader('Accept', 'application/json');
    const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
    if (token) request.setRequestHeader('X-CSRF-Token', token);
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      progress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as Answer);
      else reject(new Error(sentenceOf(request.response) || t('parts.upload.unanswered')));
    });
    request.addEventListener('error', () => reject(new Error(t('parts.upload.offline'))));
    request.send(form);
  });
}

function sentenceOf(problem: unknown): string {
  const { detail, title } = (problem ?? {}) as { detail?: unknown; title?: unknown };
  return [detail, title].find((words): words is string => typeof words === 'string' && words !== '') ?? '';
}
