/** A scene in the room, by WebXR: the phone finds surfaces, and a tap says on which, and where, the scene stands. */
import { DoubleSide, Matrix4, Mesh, MeshBasicMaterial, Ray, RingGeometry, Vector3 } from 'three';

import type { SceneView } from './sceneView.ts';
import { frameOn, type Surface } from './surfaceFrame.ts';

/** No surface of the kind yet; one under the middle of the screen; the scene stands. */
export type Standing = 'aiming' | 'aimed' | 'placed';

export interface Witness {
  readonly told: (standing: Standing) => void;
  /** The session has ended, by whomever. */
  readonly ended: () => void;
}

const RING_M = 0.12;

/** Whether this browser can place a scene in the room. */
export async function canPlace(): Promise<boolean> {
  return (await navigator.xr?.isSessionSupported('immersive-ar').catch(() => false)) ?? false;
}

export class OnSurface {
  readonly #view: SceneView;
  readonly #surface: Surface;
  readonly #witness: Witness;
  readonly #ring = ring();
  #session: XRSession | undefined;
  #source: XRHitTestSource | undefined;
  #aim: Matrix4 | undefined;
  #standing: Standing = 'aiming';

  constructor(view: SceneView, surface: Surface, witness: Witness) {
    this.#view = view;
    this.#surface = surface;
    this.#witness = witness;
  }

  /**
   * Take the view; `overlay` stays on the screen. To be asked from a press; rejects where it is refused or not possible.
   * `late` says whether nobody wants it any more when the person has answered.
   */
  async start(overlay: HTMLElement, late: () => boolean): Promise<void> {
    const { renderer, anchor, scene } = this.#view;
    if (navigator.xr === undefined) throw new DOMException('', 'NotSupportedError');
    const session = await navigator.xr.requestSession('immersive-ar', {
      requiredFeatures: ['hit-test', 'local'],
      optionalFeatures: ['dom-overlay'],
      domOverlay: { root: overlay },
    });
    if (late()) return session.end();
    this.#session = session;
    session.addEventListener('end', () => this.#over());
    session.addEventListener('select', (event) => this.#select(event));
    anchor.visible = false;
    anchor.matrixAutoUpdate = false;
    scene.add(this.#ring);
    this.#view.measured = true;
    renderer.xr.enabled = true;
    renderer.xr.setReferenceSpaceType('local');
    await renderer.xr.setSession(session);
    this.#source = await session.requestHitTestSource?.({ space: await session.requestReferenceSpace('viewer') });
    if (this.#source === undefined) throw new DOMException('', 'NotSupportedError');
    this.#view.loop((frame) => this.#look(frame));
    this.#witness.told('aiming');
  }

  /** Resolves when the view is free again; what is to be done for that is done when the session ends. */
  async stop(): Promise<void> {
    await this.#session?.end().catch(() => {});
  }

  #look(frame: XRFrame | undefined): void {
    const space = this.#view.renderer.xr.getReferenceSpace();
    if (frame === undefined || space === null || this.#source === undefined) return;
    const eye = frame.getViewerPose(space)?.transform.position;
    if (this.#standing === 'placed') {
      // The phone does not know where it is: what stands nowhere is silent.
      if (eye === undefined) this.#view.hush();
      return;
    }
    const hits = frame.getHitTestResults(this.#source).map((hit) => hit.getPose(space)?.transform.matrix);
    this.#aim = hits.map((hit) => hit && eye && this.#frame(hit, new Vector3(eye.x, eye.y, eye.z))).find(Boolean);
    this.#ring.visible = this.#aim !== undefined;
    if (this.#aim !== undefined) this.#ring.matrix.copy(this.#aim);
    this.#stand(this.#aim === undefined ? 'aiming' : 'aimed');
  }

  #frame(hit: Float32Array, eye: Vector3): Matrix4 | undefined {
    const pose = new Matrix4().fromArray(hit);
    const normal = new Vector3().setFromMatrixColumn(pose, 1).normalize();
    return frameOn(this.#surface, new Vector3().setFromMatrixPosition(pose), normal, eye);
  }

  /** The first tap places the scene, each further one is for what is in it. */
  #select({ frame, inputSource }: XRInputSourceEvent): void {
    const { anchor, renderer } = this.#view;
    if (this.#standing === 'placed') {
      const space = renderer.xr.getReferenceSpace();
      const pose = space && frame.getPose(inputSource.targetRaySpace, space);
      if (pose) this.#view.tap(new Ray(new Vector3(0, 0, 0), new Vector3(0, 0, -1)).applyMatrix4(matrixOf(pose)));
      return;
    }
    if (this.#aim === undefined) return;
    anchor.matrix.copy(this.#aim);
    anchor.matrixWorldNeedsUpdate = true;
    anchor.visible = true;
    this.#ring.visible = false;
    this.#stand('placed');
  }

  #stand(standing: Standing): void {
    if (standing === this.#standing) return;
    this.#standing = standing;
    this.#witness.told(standing);
  }

  #over(): void {
    const view = this.#view;
    this.#source?.cancel();
    this.#ring.removeFromParent();
    this.#ring.geometry.dispose();
    (this.#ring.material as MeshBasicMaterial).dispose();
    view.measured = false;
    view.anchor.matrixAutoUpdate = true;
    view.renderer.xr.enabled = false;
    view.rest();
    this.#witness.ended();
  }
}

const matrixOf = ({ transform }: XRPose) => new Matrix4().fromArray(transform.matrix);

/** Lies on the surface, where the scene would stand. */
function ring(): Mesh {
  const geometry = new RingGeometry(RING_M * 0.8, RING_M, 48).rotateX(-Math.PI / 2);
  const mesh = new Mesh(geometry, new MeshBasicMaterial({ color: '#ffffff', side: DoubleSide }));
  mesh.matrixAutoUpdate = false;
  mesh.visible = false;
  return mesh;
}
