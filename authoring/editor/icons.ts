/** Icons that cost a page nothing but their lines. */

import { readFileSync } from 'node:fs';

import { compile } from 'svelte/compiler';
import type { Plugin } from 'vite';

const PREFIX = '$icons/';
/** What begins so is nobody's file, and no other plugin looks for it. */
const MADE = '\0icon:';

/**
 * `import Plus from '$icons/plus'` is Lucide's `plus.svg` as a component that has a `size` (px, 24 where none is said)
 * and a `class`. It is a template with its lines in it: Lucide's own components put every line together from a list
 * when they are drawn, which was a third of the time that another form took to be there.
 */
export function icons(): Plugin {
  return {
    name: 'icons',
    enforce: 'pre',
    resolveId: (source) => (source.startsWith(PREFIX) ? source.replace(PREFIX, MADE) : undefined),
    load(id) {
      if (!id.startsWith(MADE)) return undefined;
      const file = new URL(`node_modules/lucide-static/icons/${id.slice(MADE.length)}.svg`, import.meta.url);
      const { js } = compile(component(readFileSync(file, 'utf8')), { generate: 'client' });
      return { code: js.code, map: { mappings: '' } };
    },
  };
}

/** What stands between the `svg` tags of the file, in an `svg` of ours: always decoration, the words beside it say it. */
function component(file: string): string {
  const drawn = file.slice(file.indexOf('>', file.indexOf('<svg')) + 1, file.lastIndexOf('</svg>')).replaceAll(/\s*\n\s*/g, '');
  return `<script>const { size = 24, class: name } = $props();</script>
<svg class={name} width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
  stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${drawn}</svg>`;
}
