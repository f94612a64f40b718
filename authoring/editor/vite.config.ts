import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Each entry is one script tag of a server-rendered page; Flask finds its files in the manifest.
const entries: Record<string, string> = {
  editor: 'src/editor.ts',
  pages: 'src/pages/pages.ts',
  import: 'src/import/import.ts',
  preview: 'src/preview/preview.ts',
};

export default defineConfig(({ mode }) => ({
  root: here('.'),
  base: '/static/built/',
  plugins: [svelte()],
  resolve: {
    alias: {
      $design: here('../../exports/viewer/design'),
      $viewer: here('../../exports/viewer'),
      $words: here('../translations'),
    },
    // The viewer's parts have no node_modules of their own: they take what is pinned here.
    dedupe: ['three', 'meshoptimizer'],
    // Without it vitest would load Svelte's server build, where effects never run.
    ...(mode === 'test' ? { conditions: ['browser'] } : {}),
  },
  build: {
    outDir: '../web/static/built',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // Fonts and pictures stay files: the content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1100,
    rolldownOptions: {
      input: Object.fromEntries(
        Object.entries(entries)
          .map(([name, path]) => [name, here(path)] as const)
          .filter(([, path]) => existsSync(path)),
      ),
    },
  },
  worker: { format: 'es' as const },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'], restoreMocks: true },
}));
