/** Whoever types a title for the tour wants one; and a busy button says so and is pressed once. */
export function letTourFollow(root: ParentNode): void {
  const wish = root.querySelector<HTMLInputElement>('input[name="as_tour"]');
  const title = root.querySelector<HTMLInputElement>('input[name="tour_title"]');
  title?.addEventListener('input', () => {
    if (wish) wish.checked = title.value.trim() !== '';
  });
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-busy]')) {
    button.form?.addEventListener('submit', () => {
      // After the form was sent: a disabled button would not be part of it.
      setTimeout(() => {
        button.disabled = true;
        button.textContent = button.dataset['busy'] ?? '';
      });
    });
  }
}
