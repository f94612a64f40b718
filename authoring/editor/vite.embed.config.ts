import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// One file under one name, which pages of others load: it shares nothing with the viewer, beside which it is put.
export default defineConfig({
  root: here('.'),
  publicDir: false,
  build: {
    outDir: here('../../exports/viewer/built'),
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: here('../../exports/viewer/embed/embed.ts'),
      // So that it runs as a plain script, too, for which its host need not allow anything to other origins.
      output: { format: 'iife', entryFileNames: 'embed.js' },
    },
  },
});
