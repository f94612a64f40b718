/** Buttons that copy what stands in a field: `<button data-copy="id of the field" data-word-done="copied">`. */
export function letCopy(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const field = document.getElementById(button.dataset['copy'] ?? '');
    if (!(field instanceof HTMLInputElement)) continue;
    button.hidden = false;
    button.addEventListener('click', () => {
      field.select();
      void navigator.clipboard.writeText(field.value).then(() => {
        const words = button.querySelector('span:not(.icon)');
        if (words) words.textContent = button.dataset['wordDone'] ?? '';
      });
    });
  }
}
