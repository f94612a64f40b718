/** Brings reports from on site to the server, when there is one and somebody is signed in. */
import type { Outbox, Unsent } from './outbox.ts';

/** Why nothing can be delivered just now. */
export type Trouble = 'offline' | 'signed-out' | 'unanswered';

interface Visitor {
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly csrf: string;
}

interface Refusal {
  readonly detail?: string;
  readonly type?: string;
}

/** While something waits it is tried again this often, ms: not every phone says that it is back online. */
const AGAIN_MS = 20_000;
const API = '/api/v1/on-site-reports';

export class Delivery {
  waiting = $state.raw<readonly Unsent[]>([]);
  trouble = $state<Trouble>();
  /** How many were delivered since the page was opened. */
  delivered = $state(0);
  /** Whose session this is; unknown until the server was reached. */
  person = $state('');
  /** What the server did not take of reports that it did take: a photograph that it cannot open. */
  remark = $state('');
  #running: Promise<void> | undefined;
  #again = false;

  constructor(private readonly outbox: Outbox) {}

  /** Look what waits, deliver it, and go on trying; gives back what ends that. */
  begin(): () => void {
    const now = () => void this.deliver();
    const timer = setInterval(() => this.mine.length > 0 && now(), AGAIN_MS);
    addEventListener('online', now);
    document.addEventListener('visibilitychange', now);
    now();
    return () => {
      clearInterval(timer);
      removeEventListener('online', now);
      document.removeEventListener('visibilitychange', now);
    };
  }

  /** What this session would deliver; where nobody is signed in, all of it. */
  get mine(): readonly Unsent[] {
    return this.waiting.filter((each) => each.refused === undefined && (this.person === '' || each.person === this.person));
  }

  get refused(): readonly Unsent[] {
    return this.waiting.filter((each) => each.refused !== undefined);
  }

  /** Those of somebody else who used this phone: they wait until their person signs in again. */
  get foreign(): number {
    return this.waiting.length - this.mine.length - this.refused.length;
  }

  async add(report: Unsent): Promise<void> {
    await this.outbox.keep(report);
    await this.deliver();
  }

  /** Send once more what was refused: the reason may be gone. */
  async retry({ refused: _, ...report }: Unsent): Promise<void> {
    await this.add(report);
  }

  async discard(id: string): Promise<void> {
    await this.outbox.forget(id);
    this.waiting = await this.outbox.all();
  }

  /** Deliver what can be delivered. What is added meanwhile goes with it. */
  deliver(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#all().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #all(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      this.waiting = await this.outbox.all();
      if (this.waiting.length > 0) await this.#round();
      this.waiting = await this.outbox.all();
    }
  }

  async #round(): Promise<void> {
    const asked = await reach('/preview/visitor');
    if (asked?.ok !== true) return this.#stop(asked === undefined ? 'offline' : 'unanswered');
    const visitor = (await asked.json()) as Visitor;
    this.person = visitor.person?.id ?? '';
    if (visitor.person === null) return this.#stop('signed-out');
    this.trouble = undefined;
    for (const report of this.mine) {
      const trouble = await this.#send(report, visitor.csrf);
      if (trouble !== undefined) return this.#stop(trouble);
    }
  }

  #stop(trouble: Trouble): void {
    this.trouble = trouble;
  }

  async #send(report: Unsent, csrf: string): Promise<Trouble | undefined> {
    const headers = { Accept: 'application/json', 'X-CSRF-Token': csrf };
    const body = JSON.stringify(report.finding);
    const sent = await reach(`${API}/${report.id}`, { method: 'PUT', body, headers: { ...headers, 'Content-Type': 'application/json' } });
    const trouble = troubleOf(sent);
    if (trouble !== undefined) return trouble;
    if (sent?.ok !== true) {
      await this.outbox.keep({ ...report, refused: await told(sent) });
      return undefined;
    }
    if (report.photograph !== undefined) {
      const form = new FormData();
      form.set('file', report.photograph, 'photograph');
      const shown = await reach(`${API}/${report.id}/photograph`, { method: 'PUT', body: form, headers });
      const lost = troubleOf(shown);
      if (lost !== undefined) return lost;
      if (shown?.ok !== true) this.remark = await told(shown);
    }
    await this.outbox.forget(report.id);
    this.delivered += 1;
    return undefined;
  }
}

async function reach(path: string, how: RequestInit = {}): Promise<Response | undefined> {
  return fetch(path, how).catch(() => undefined);
}

/** What has nothing to do with the report: it waits, and is sent again. */
function troubleOf(answer: Response | undefined): Trouble | undefined {
  if (answer === undefined) return 'offline';
  if (answer.status === 401) return 'signed-out';
  return answer.status === 429 || answer.status >= 500 ? 'unanswered' : undefined;
}

async function told(answer: Response | undefined): Promise<string> {
  const refusal = ((await answer?.json().catch(() => undefined)) ?? {}) as Refusal;
  return refusal.detail ?? String(answer?.status ?? '');
}
