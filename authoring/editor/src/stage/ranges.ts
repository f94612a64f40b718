/** How far sounds reach, as rings round where they come from: for those who place what nobody sees. */
import { BufferGeometry, EllipseCurve, Group, LineBasicMaterial, LineLoop, Vector3 } from 'three';

import { rangeOf } from '$viewer/ar/heard.ts';
import type { Content } from '$viewer/ar/poses.ts';
import type { SceneGraph } from '$viewer/ar/sceneGraph.ts';

const CORNERS = 96;

export class Ranges extends Group {
  readonly #geometry = new BufferGeometry().setFromPoints(new EllipseCurve(0, 0, 1, 1).getPoints(CORNERS)).rotateX(Math.PI / 2);
  readonly #material = new LineBasicMaterial();
  readonly #rings = new Map<string, LineLoop>();

  paint(colour: string): void {
    this.#material.color.set(colour);
  }

  show(contents: readonly Content[]): void {
    this.clear();
    this.#rings.clear();
    for (const content of contents) {
      if (content.kind !== 'sound' || content.medium === undefined) continue;
      const ring = new LineLoop(this.#geometry, this.#material);
      ring.scale.setScalar(rangeOf(content));
      this.#rings.set(content.id, ring);
      this.add(ring);
    }
  }

  /** Before a frame: level with what is heard, also while it is dragged. */
  follow(graph: SceneGraph): void {
    const place = new Vector3();
    for (const [content, ring] of this.#rings) {
      const holder = graph.holder(content);
      if (holder !== undefined) ring.position.copy(holder.getWorldPosition(place));
    }
  }

  end(): void {
    this.#geometry.dispose();
    this.#material.dispose();
  }
}
