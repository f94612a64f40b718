/** Light or dark as the page is now, and the design tokens as colours that a canvas understands. */

export type Scheme = 'light' | 'dark';

const system = () => matchMedia('(prefers-color-scheme: dark)');

/** The scheme of the page: what was chosen, else what the system asks for. */
export function currentScheme(): Scheme {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return system().matches ? 'dark' : 'light';
}

/** Be told when the scheme changes; the answer ends it. */
export function onSchemeChange(listener: (scheme: Scheme) => void): () => void {
  let known = currentScheme();
  const look = () => {
    const now = currentScheme();
    if (now === known) return;
    known = now;
    listener(now);
  };
  const query = system();
  const observer = new MutationObserver(look);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  query.addEventListener('change', look);
  return () => {
    observer.disconnect();
    query.removeEventListener('change', look);
  };
}

/** Tokens such as "map-route" as `rgb()`: a custom property keeps its `light-dark()` until something is painted with it. */
export function tokenColours<Name extends string>(names: readonly Name[]): Readonly<Record<Name, string>> {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const colours = {} as Record<Name, string>;
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colours;
}
