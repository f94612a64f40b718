/** What the pages that take files share: dropping them on a form, and the sentence of a refusal. */

/** What a refusal says (RFC 9457). */
interface Problem {
  readonly title?: string;
  readonly detail?: string;
}

/** Let files be dropped anywhere on the form; it shows that it would take them (`over`). */
export function letDrop(form: HTMLElement, take: (dropped: DataTransfer) => void): void {
  for (const kind of ['dragenter', 'dragover']) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add('over');
    });
  }
  for (const kind of ['dragleave', 'drop']) form.addEventListener(kind, () => form.classList.remove('over'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer) take(event.dataTransfer);
  });
}

/** The sentence of a problem document, or nothing where the answer is none. */
export function sentence(text: string): string {
  try {
    const problem = JSON.parse(text) as Problem;
    return problem.detail ?? problem.title ?? '';
  } catch {
    return '';
  }
}
