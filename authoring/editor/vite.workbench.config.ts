import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The server's own program for Node, in few files: nobody who installs the wheel has the libraries.
export default defineConfig({
  root: here('.'),
  // Only its functions on pixels would need it, and those are the business of Python.
  resolve: { alias: { 'ndarray-pixels': here('src/workbench/noPixels.ts') } },
  ssr: { noExternal: true },
  assetsInclude: ['**/*.wasm'],
  // Where the Draco decoder would look for its program, which it is given.
  define: { __dirname: '""' },
  build: {
    ssr: here('src/workbench/workbench.ts'),
    outDir: here('../media/workbench'),
    emptyOutDir: true,
    target: 'node22',
    assetsInlineLimit: 1_000_000,
    rolldownOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' } },
  },
});
