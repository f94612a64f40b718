import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin, type Rolldown } from 'vite';

import { icons } from './icons.ts';
import { mindar } from './mindar.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the page may do: nothing but with files of its own host, and pictures and sounds that were proven here. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self' blob:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What a worker keeps for when there is no network: all but the letters of other scripts than the Latin. */
const KEPT = /\.(?:js|css|svg|wasm|webmanifest)$|-latin-(?:ext-)?wght-normal-[\w-]+\.woff2$/u;

/** The list of files in the worker, and which build that is. */
const worker: Plugin = {
  name: 'worker',
  generateBundle(_options, bundle) {
    const chunk = bundle['service-worker.js'];
    if (chunk?.type !== 'chunk') return this.error('the viewer has no worker');
    const files = Object.keys(bundle).filter((file) => file.startsWith('assets/') && KEPT.test(file)).sort();
    const build = createHash('sha256').update(files.join()).digest('hex').slice(0, 16);
    chunk.code = chunk.code.replaceAll('__FILES__', JSON.stringify(files)).replaceAll('__BUILD__', JSON.stringify(build));
  },
};

/** A phone paints the page's colour before there is a page. */
const PAPER = /--paper: light-dark\((#[\da-f]{6})/u.exec(readFileSync(here('../../exports/viewer/design/tokens.css'), 'utf8'))?.[1];

/** What a phone needs to keep the viewer beside its apps: a name, a mark, and where it begins. */
function manifestWith(mark: string): string {
  return JSON.stringify({
    name: 'Wayfable',
    short_name: 'Wayfable',
    // From the folder of the manifest, which lies beside the page.
    start_url: '../index.html',
    scope: '../',
    display: 'standalone',
    background_color: PAPER,
    theme_color: PAPER,
    icons: [{ src: basename(mark), type: 'image/svg+xml', sizes: 'any' }],
  });
}

/** The one page: `exports/publish/viewer_files.py` writes into it whose root it trusts. */
const page: Plugin = {
  name: 'page',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((each): each is Rolldown.OutputChunk => each.type === 'chunk');
    const entry = chunks.find(({ isEntry, name }) => isEntry && name === 'viewer');
    if (entry === undefined) return this.error('the viewer has no entry');
    const preloads = entry.imports.map((file) => `<link rel="modulepreload" href="./${file}" />`);
    const written = (name: string, source: string) => this.getFileName(this.emitFile({ type: 'asset', name, source }));
    const mark = written('mark.svg', readFileSync(here('../web/static/mark.svg'), 'utf8'));
    const manifest = written('wayfable.webmanifest', manifestWith(mark));
    const styles = [...(entry.viteMetadata?.importedCss ?? [])].map((file) => `<link rel="stylesheet" href="./${file}" />`);
    this.emitFile({
      type: 'asset',
      fileName: 'index.html',
      source: `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${POLICY}" />
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
<meta name="color-scheme" content="light dark" />
<meta name="referrer" content="no-referrer" />
<meta name="wayfable-root" content="" />
<title>Wayfable</title>
<link rel="icon" href="./${mark}" type="image/svg+xml" />
<link rel="manifest" href="./${manifest}" />
${[...styles, ...preloads].join('\n')}
<script type="module" src="./${entry.fileName}"></script>
</head>
<body><div id="viewer"></div></body>
</html>
`,
    });
  },
};

export default defineConfig({
  root: here('.'),
  // Wherever a publisher puts the folder, its files find each other.
  base: './',
  publicDir: false,
  plugins: [mindar, icons(), svelte(), page, worker],
  resolve: {
    alias: { $design: here('../../exports/viewer/design'), $viewer: here('../../exports/viewer') },
    // The viewer has no node_modules of its own: it takes what is pinned here.
    dedupe: ['svelte', 'idb', 'maplibre-gl', 'pmtiles', 'zxing-wasm', '@bokuweb/zstd-wasm', 'mdast-util-from-markdown', 'three', 'meshoptimizer', 'mind-ar', '@msgpack/msgpack', '@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-webgl', '@fontsource-variable/source-sans-3', '@fontsource-variable/source-serif-4'],
  },
  build: {
    outDir: here('../../exports/viewer/built'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        viewer: here('../../exports/viewer/app/viewer.ts'),
        onward: here('../../exports/viewer/app/onward.ts'),
        'service-worker': here('../../exports/viewer/offline/serviceWorker.ts'),
      },
      output: {
        // A browser finds a newer worker by its name.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  worker: { format: 'es' as const, plugins: () => [mindar] },
});
