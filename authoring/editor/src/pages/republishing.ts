/** Publishes the tours that are ticked, some at a time, and says of each what became of it. */

interface Answer {
  readonly items?: readonly { readonly tour: string; readonly version: number }[];
  readonly left_out?: readonly { readonly tour: string; readonly detail: string }[];
  readonly detail?: string;
}

/** One switch for so many: few enough to see it move on, many enough not to sign a hundred times. */
const AT_ONCE = 20;

export type Send = (tours: readonly string[]) => Promise<Answer>;

/** Publish in turn; `told` hears of each tour, with its new version or why it stayed as it was. */
export async function publishInTurn(
  tours: readonly string[],
  send: Send,
  told: (tour: string, version: number | null, why: string) => void,
  lost: string,
): Promise<void> {
  for (let start = 0; start < tours.length; start += AT_ONCE) {
    const some = tours.slice(start, start + AT_ONCE);
    const answer = await send(some).catch((): Answer => ({ detail: lost }));
    const done = new Map(answer.items?.map(({ tour, version }) => [tour, version]));
    const not = new Map(answer.left_out?.map(({ tour, detail }) => [tour, detail]));
    for (const tour of some) told(tour, done.get(tour) ?? null, not.get(tour) ?? answer.detail ?? lost);
  }
}

async function ask(tours: readonly string[], accepted: boolean): Promise<Answer> {
  const response = await fetch('/api/v1/publications', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'Content-Type': 'application/json',
      'X-CSRF-Token': document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '',
    },
    body: JSON.stringify({ tours, accept_warnings: accepted, each_for_itself: true }),
  });
  return (await response.json()) as Answer;
}

/** Makes `<form data-republish>` publish what is ticked in it. */
export function letRepublish(root: ParentNode): void {
  const form = root.querySelector<HTMLFormElement>('form[data-republish]');
  const button = form?.querySelector<HTMLButtonElement>('button[type="submit"]');
  const progress = form?.querySelector('progress');
  if (!form || !button || !progress) return;
  button.disabled = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const tours = given.getAll('tour').map(String);
    if (tours.length === 0) return;
    button.disabled = true;
    progress.hidden = false;
    progress.max = tours.length;
    progress.value = 0;
    const words = form.dataset;
    const tell = (tour: string, version: number | null, why: string) => {
      progress.value += 1;
      const result = form.querySelector<HTMLElement>(`[data-result="${CSS.escape(tour)}"]`);
      if (!result) return;
      result.textContent = version === null ? why : (words['wordDone'] ?? '').replace('{version}', String(version));
      result.dataset['done'] = String(version !== null);
      const tick = form.querySelector<HTMLInputElement>(`input[value="${CSS.escape(tour)}"]`);
      if (tick && version !== null) tick.checked = !(tick.disabled = true);
    };
    const send: Send = (some) => ask(some, given.has('accept_warnings'));
    void publishInTurn(tours, send, tell, words['wordLost'] ?? '').finally(() => {
      button.disabled = false;
      const said = form.querySelector<HTMLElement>('[data-said]');
      if (said) said.textContent = words['wordEnd'] ?? '';
    });
  });
}
