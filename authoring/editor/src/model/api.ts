/** The server, as the editor calls it: `/api/v1` with the session's cookie and the page's CSRF token. */

import type { Report } from './checks.ts';
import type { Document, Id, Json } from './documents.ts';

export interface Entry<Body extends Document = Document> {
  readonly id: Id;
  readonly kind: Body['kind'];
  readonly organisation: Id;
  readonly revision: number;
  readonly editable: boolean;
  readonly body: Body;
}

export interface Saved {
  readonly revision: number;
  readonly merged: boolean;
  readonly body: Document;
  readonly report?: Report;
}

/** The newest revision of a document, and who saved it; `author` is empty where a job did. */
export interface Head {
  readonly id: Id;
  readonly revision: number;
  readonly author_id: Id | null;
  readonly author: string;
}

/** What the server said "no" with (RFC 9457); `status` 0 where no server was reached. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly detail: string,
    readonly body: { readonly [key: string]: unknown } = {},
  ) {
    super(detail);
  }

  /** Whether there is a way to the server but nobody there who has time: it starts anew, or a gateway says so for it. */
  get unanswered(): boolean {
    return [429, 502, 503, 504].includes(this.status);
  }

  /** Whether it is the problem with this code; its type is `/problems/<code>`. */
  is(code: string): boolean {
    return String(this.body['type'] ?? '').endsWith(`/problems/${code}`);
  }
}

const BASE = '/api/v1';

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly json?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** Let the request end even if the page goes away; the browser allows it for small bodies only. */
  readonly keepalive?: boolean;
}

/** Call the API and read its JSON; throws Problem for every answer that is none. */
export async function call<Answer>(path: string, { method = 'GET', json, form, headers, keepalive }: Call = {}): Promise<Answer> {
  const body = form ?? (json === undefined ? null : JSON.stringify(json));
  let response: Response;
  try {
    response = await fetch(`${BASE}${path}`, {
      method,
      body,
      credentials: 'same-origin',
      keepalive: keepalive === true && typeof body === 'string' && body.length < 60_000,
      headers: {
        Accept: 'application/json',
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...(method !== 'GET' && { 'X-CSRF-Token': csrfToken() }),
        ...headers,
      },
    });
  } catch {
    throw new Problem(0, '');
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Answer;
  const problem = (await response.json().catch(() => ({}))) as { [key: string]: unknown };
  const words = problem['detail'] ?? problem['title'];
  throw new Problem(response.status, typeof words === 'string' ? words : response.statusText, problem);
}

function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
}

/** Take the CSRF token of a new session from the page itself: a person has signed in again in another tab. */
export async function renewToken(): Promise<void> {
  const response = await fetch(location.href, { credentials: 'same-origin', redirect: 'error' }).catch(() => null);
  if (response === null || !response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  const meta = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
  if (fresh !== undefined && meta !== null) meta.content = fresh;
}

/** What autosave needs of a server; tests bring their own. Only the report that was asked for is the tour's. */
export interface Server {
  save(body: Document, revision: number, reportFor: Id | undefined, keepalive: boolean): Promise<Saved>;
  create(body: Document, organisation: Id, reportFor: Id | undefined): Promise<Entry & { readonly report?: Report }>;
  load(id: Id): Promise<Entry>;
  remove(id: Id): Promise<void>;
  undelete(id: Id): Promise<Entry>;
  renew(): Promise<void>;
}

const asking = (reportFor: Id | undefined): Record<string, string> => (reportFor === undefined ? {} : { 'X-Report-For': reportFor });

export const server: Server = {
  save: (body, revision, reportFor, keepalive) =>
    call(`/documents/${body.id}`, {
      method: 'PUT',
      json: body,
      keepalive,
      headers: { 'If-Match': `"${revision}"`, ...asking(reportFor) },
    }),
  create: (body, organisation, reportFor) =>
    call('/documents', {
      method: 'POST',
      json: { organisation, body: body as unknown as Json },
      headers: asking(reportFor),
    }),
  load: (id) => call(`/documents/${id}`),
  remove: (id) => call(`/documents/${id}`, { method: 'DELETE' }),
  undelete: async (id) => {
    await call(`/documents/${id}/undelete`, { method: 'POST' });
    return call(`/documents/${id}`);
  },
  renew: renewToken,
};
