import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The server's own program for Node, in few files: nobody who installs the wheel has the libraries.
export default defineConfig({
  root: here('.'),
  resolve: {
    alias: [
      // Only its functions on pixels would need it, and those are the business of Python.
      { find: 'ndarray-pixels', replacement: here('src/workbench/noPixels.ts') },
      // MindAR's kernels for the processor, instead of those for a graphics card; and what they run on.
      { find: /^\.\/kernels\/webgl\/index\.js$/, replacement: 'mind-ar/src/image-target/detector/kernels/cpu/index.js' },
      { find: /^\.\/fakeShader\.js$/, replacement: here('src/workbench/shader.ts') },
      { find: /^@tensorflow\/tfjs$/, replacement: here('src/workbench/tensors.ts') },
    ],
  },
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
