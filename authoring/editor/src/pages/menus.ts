/** A `<details data-menu>` closes by Escape, by a click elsewhere, and when the focus leaves it. */
export function letMenusClose(root: Document): void {
  const open = () => root.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]');
  const isIn = (menu: HTMLDetailsElement, target: EventTarget | null) => target instanceof Node && menu.contains(target);

  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector('summary')?.focus();
    }
  });
  root.addEventListener('click', (event) => {
    for (const menu of open()) if (!isIn(menu, event.target)) menu.open = false;
  });
  root.addEventListener('focusin', (event) => {
    for (const menu of open()) if (!isIn(menu, event.target)) menu.open = false;
  });
  for (const menu of root.querySelectorAll<HTMLDetailsElement>('details[data-menu]')) {
    menu.addEventListener('toggle', () => {
      if (menu.open) menu.querySelector<HTMLElement>('.leaf input:not([type="hidden"])')?.focus();
    });
  }
}
