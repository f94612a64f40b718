/** What is typed into a form and not saved yet outlives every way of leaving its page, as long as the tab is open. */

type Field = HTMLInputElement | HTMLTextAreaElement;

interface Kept {
  /** The revision that was typed over: what others changed since is merged, or shown beside it. */
  basedOn: string;
  values: Readonly<Record<string, string>>;
}

const BASED_ON = 'based_on';

/** Makes `<form data-keeps>` remember what is typed, offer it again, and say that it is not saved. */
export function letKeep(root: ParentNode): void {
  const form = root.querySelector<HTMLFormElement>('form[data-keeps]');
  const basedOn = form?.elements.namedItem(BASED_ON);
  if (!form || !(basedOn instanceof HTMLInputElement)) return;
  const key = `wayfable.typed:${window.location.pathname}`;

  const kept = recalled(key);
  const missing = fields(form).filter(({ name, value }) => {
    const typed = kept?.values[name];
    return typed !== undefined && plain(typed) !== plain(value);
  });
  if (kept && missing.length > 0) {
    for (const field of missing) field.value = kept.values[field.name] ?? '';
    basedOn.value = kept.basedOn;
    form.prepend(notice(form, () => forget(key)));
  } else forget(key);

  form.addEventListener('input', () => {
    const changed = fields(form).filter(({ value, defaultValue }) => value !== defaultValue);
    if (changed.length === 0) return forget(key);
    remember(key, { basedOn: basedOn.value, values: Object.fromEntries(changed.map(({ name, value }) => [name, value])) });
  });
}

/** The fields in which one types. */
function fields(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(
    (each): each is Field =>
      each instanceof HTMLTextAreaElement || (each instanceof HTMLInputElement && each.type !== 'hidden' && each.type !== 'file'),
  );
}

/** As the server keeps a text. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

function notice(form: HTMLFormElement, discard: () => void): HTMLElement {
  const box = document.createElement('div');
  const words = document.createElement('p');
  const button = document.createElement('button');
  box.className = 'notice notice-amber row';
  words.setAttribute('role', 'status');
  words.textContent = form.dataset['wordKept'] ?? '';
  button.type = 'button';
  button.className = 'button button-small';
  button.textContent = form.dataset['wordDiscard'] ?? '';
  button.addEventListener('click', () => {
    discard();
    window.location.reload();
  });
  box.append(words, button);
  return box;
}

function recalled(key: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

function remember(key: string, kept: Kept): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing, or has no room: saving goes on as before.
  }
}

function forget(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // It kept nothing.
  }
}
