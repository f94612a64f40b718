import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

import { chunks } from './chunks.ts';
import { icons } from './icons.ts';
import { mindar } from './mindar.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Each entry is one script tag of a server-rendered page; Flask finds its files in the manifest.
const entries: Record<string, string> = {
  editor: 'src/editor.ts',
  pages: 'src/pages/pages.ts',
  import: 'src/import/import.ts',
  preview: 'src/preview/preview.ts',
  onSiteWorker: 'src/onsite/onSiteWorker.ts',
};

export default defineConfig(({ mode }) => ({
  root: here('.'),
  base: '/static/built/',
  plugins: [mindar, icons(), svelte()],
  resolve: {
    alias: {
      $design: here('../../exports/viewer/design'),
      $viewer: here('../../exports/viewer'),
      $words: here('../translations'),
    },
    // The viewer's parts have no node_modules of their own: they take what is pinned here.
    dedupe: ['svelte', 'idb', 'maplibre-gl', 'mdast-util-from-markdown', 'three', 'meshoptimizer', 'mind-ar', 'pmtiles', 'zxing-wasm', '@msgpack/msgpack', '@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-webgl'],
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
      output: { codeSplitting: { groups: chunks } },
      input: Object.fromEntries(
        Object.entries(entries)
          .map(([name, path]) => [name, here(path)] as const)
          .filter(([, path]) => existsSync(path)),
      ),
    },
  },
  worker: { format: 'es' as const, plugins: () => [mindar] },
  // A page for those tests only that say so in their first line: to make one costs more than most tests.
  test: { environment: 'node', pool: 'threads', include: ['src/**/*.test.ts'], restoreMocks: true },
}));
