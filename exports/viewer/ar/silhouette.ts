/** A person of 1.75 m, plain as a figure of a game: how large things are, and who speaks where no figure was made. */
import { Group, LatheGeometry, Mesh, MeshStandardMaterial, SphereGeometry, Vector2 } from 'three';

export const PERSON_M = 1.75;
const HEAD_M = 0.115;
/** Half the width at a height, from the ground to the neck, m. */
const OUTLINE: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.15, 0],
  [0.17, 0.02],
  [0.13, 0.25],
  [0.15, 0.6],
  [0.17, 0.85],
  [0.15, 1.02],
  [0.2, 1.28],
  [0.21, 1.36],
  [0.17, 1.43],
  [0.07, 1.47],
  [0.055, 1.54],
];

export function silhouette(colour: string): Group {
  const material = new MeshStandardMaterial({ color: colour, roughness: 0.9 });
  const body = new Mesh(new LatheGeometry(OUTLINE.map(([x, y]) => new Vector2(x, y)), 24), material);
  body.scale.z = 0.62;
  const head = new Mesh(new SphereGeometry(HEAD_M, 24, 16), material);
  head.position.y = PERSON_M - HEAD_M;
  return new Group().add(body, head);
}
