/** Lets a button print the page. Without a script the browser's own menu does. */
export function letPrint(root: ParentNode): void {
  for (const button of root.querySelectorAll('[data-print]')) {
    button.addEventListener('click', () => print());
  }
}
