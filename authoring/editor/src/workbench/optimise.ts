/** Makes what phones fetch of a model: lean, in metres, its geometry packed by meshoptimizer, or laid open. */
import { readFile } from 'node:fs/promises';

import { type Document, Logger, NodeIO, type Primitive } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import {
  convertPrimitiveToTriangles,
  dedup,
  dequantize,
  meshopt,
  prune,
  resample,
  simplify,
  uninstance,
  weld,
} from '@gltf-transform/functions';
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { MeshoptEncoder } from 'meshoptimizer/encoder';
import { MeshoptSimplifier } from 'meshoptimizer/simplifier';

import { Refusal } from './refusal.ts';

export interface OptimiseRequest {
  readonly task: 'optimise';
  /** A GLB whose pictures are as they are to be published. */
  readonly path: string;
  readonly output: string;
  /** What brings its lengths to metres. */
  readonly scale: number;
  /** Above this many it is made simpler, as far as nobody sees it. */
  readonly most_triangles: number;
  /** Triangles and plain numbers only, for a reader that knows no packing. */
  readonly open?: boolean;
}

interface Optimised {
  readonly triangles: number;
}

/** How far a surface may move when it is made simpler, as a share of the model's extent. */
const SEEN_ERROR = 0.005;
/** A node without a mesh may be what a clip moves, and a scene without any node is no glTF. */
const PRUNING = { keepAttributes: false, keepExtras: false, keepLeaves: true };
const TRIANGLES = 4;
const [TRIANGLE_STRIP, TRIANGLE_FAN] = [5, 6];
const MESHOPT = 'EXT_meshopt_compression';
const DRACO = 'KHR_draco_mesh_compression';

export async function optimise(request: OptimiseRequest): Promise<Optimised> {
  const io = await reader(request.path);
  const document = (await io.read(request.path)).setLogger(new Logger(Logger.Verbosity.SILENT));
  for (const extension of document.getRoot().listExtensionsUsed()) {
    // What has been unpacked is packed anew, by meshoptimizer.
    if (extension.extensionName === DRACO) extension.dispose();
  }
  for (const primitive of primitives(document)) checkIndices(primitive);
  // Whole numbers that were rounded once would be rounded away the second time.
  await document.transform(dequantize(), dedup(), prune(PRUNING), resample());
  await makeSimpler(document, request.most_triangles);
  bringToMetres(document, request.scale);
  const triangles = trianglesOf(document);
  if (request.open) await layOpen(document);
  else await document.transform(meshopt({ encoder: MeshoptEncoder, level: 'medium' }));
  const asset = document.getRoot().getAsset();
  asset.generator = 'Wayfable';
  await io.write(request.output, document);
  return { triangles };
}

async function reader(path: string): Promise<NodeIO> {
  await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready]);
  const io = new NodeIO().registerExtensions(ALL_EXTENSIONS);
  io.registerDependencies({ 'meshopt.decoder': MeshoptDecoder, 'meshopt.encoder': MeshoptEncoder });
  // Its decoder takes a tenth of a second to begin: only for those who need it.
  if ((await readFile(path)).includes(DRACO)) {
    const { decoder } = await import('./draco.ts');
    io.registerDependencies({ 'draco3d.decoder': await decoder() });
  }
  return io;
}

function primitives(document: Document): Primitive[] {
  return document
    .getRoot()
    .listMeshes()
    .flatMap((mesh) => mesh.listPrimitives());
}

/** What was packed could not be looked into before: no index may lead behind the last vertex. */
function checkIndices(primitive: Primitive): void {
  const indices = primitive.getIndices()?.getArray();
  const vertices = primitive.getAttribute('POSITION')?.getCount() ?? 0;
  for (const index of indices ?? []) if (index >= vertices) throw new Refusal('model_geometry', { count: 1 });
}

function trianglesOf(document: Document): number {
  let count = 0;
  for (const primitive of primitives(document)) {
    if (primitive.getMode() !== TRIANGLES) continue;
    count += Math.floor((primitive.getIndices() ?? primitive.getAttribute('POSITION'))!.getCount() / 3);
  }
  return count;
}

async function makeSimpler(document: Document, most: number): Promise<void> {
  const triangles = trianglesOf(document);
  if (triangles <= most) return;
  await MeshoptSimplifier.ready;
  const wanted = { simplifier: MeshoptSimplifier, ratio: most / triangles, error: SEEN_ERROR };
  await document.transform(weld(), simplify(wanted), prune(PRUNING));
}

async function layOpen(document: Document): Promise<void> {
  await document.transform(uninstance());
  for (const extension of document.getRoot().listExtensionsUsed()) {
    if (extension.extensionName === MESHOPT) extension.dispose();
  }
  for (const accessor of document.getRoot().listAccessors()) accessor.setSparse(false);
  for (const primitive of primitives(document)) {
    const mode = primitive.getMode();
    if (mode === TRIANGLE_STRIP || mode === TRIANGLE_FAN) convertPrimitiveToTriangles(primitive);
  }
}

/** Puts all that a scene shows under one node of the right scale: animations and joints need not know. */
function bringToMetres(document: Document, scale: number): void {
  if (scale === 1) return;
  for (const scene of document.getRoot().listScenes()) {
    const root = document.createNode().setScale([scale, scale, scale]);
    for (const child of scene.listChildren()) {
      scene.removeChild(child);
      root.addChild(child);
    }
    scene.addChild(root);
  }
}
