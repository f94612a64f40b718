/** What a scene is placed against: a floor, a wall, a plan with North, a picture. Metres, y up. */
import {
  BufferGeometry,
  CanvasTexture,
  CircleGeometry,
  DoubleSide,
  Float32BufferAttribute,
  Group,
  Line,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  Sprite,
  SpriteMaterial,
  SRGBColorSpace,
  type Object3D,
  type Texture,
} from 'three';

import type { Plan, Point } from './plan.ts';

export interface Colours {
  readonly ground: string;
  /** Of walls, tables and paper. */
  readonly surface: string;
  readonly line: string;
  readonly metre: string;
  readonly way: string;
  readonly ink: string;
}

/** From the middle to the edge of a grid, m. */
const REACH_M = 20;
/** As far as the floor goes under it, m. */
const FLOOR_M = 300;
/** Above the ground, so that two flat things do not flicker, m. */
const ABOVE = 0.004;

/** Squares of a metre, every fifth line stronger; `upright` for a wall. */
export function grid(colours: Colours, reach: number = REACH_M, upright = false): Group {
  const fine: number[] = [];
  const strong: number[] = [];
  for (let at = -reach; at <= reach; at += 1) {
    const lines = at % 5 === 0 ? strong : fine;
    // In pieces: some machines draw nothing of a line that begins behind the eye.
    for (let from = -reach; from < reach; from += 1) lines.push(at, 0, from, at, 0, from + 1, from, 0, at, from + 1, 0, at);
  }
  const group = new Group().add(segments(fine, colours.line), segments(strong, colours.metre));
  const floor = new Mesh(
    upright ? new PlaneGeometry(2 * reach, 2 * reach) : new CircleGeometry(FLOOR_M, 64),
    new MeshBasicMaterial({ color: upright ? colours.surface : colours.ground, side: DoubleSide }),
  );
  floor.rotation.x = -Math.PI / 2;
  floor.position.y = -2 * ABOVE;
  group.add(floor);
  if (upright) group.rotation.x = Math.PI / 2;
  return group;
}

function segments(points: readonly number[], colour: string): LineSegments {
  const geometry = new BufferGeometry().setAttribute('position', new Float32BufferAttribute(points, 3));
  return new LineSegments(geometry, new LineBasicMaterial({ color: colour }));
}

/** The plan drawn on the ground, with the letters of the compass. */
export function plan({ areas, ways, station }: Plan, letters: readonly string[], colours: Colours): Group {
  const group = new Group();
  for (const area of areas) group.add(drawn(area, colours.way));
  for (const way of ways) group.add(drawn(way, colours.ink));
  if (station !== undefined) {
    const mark = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((corner): Point => {
      const angle = (corner * Math.PI) / 4;
      return [station[0] + Math.cos(angle) * 0.4, station[1] + Math.sin(angle) * 0.4];
    });
    group.add(drawn(mark, colours.ink));
  }
  const places: readonly Point[] = [
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ];
  letters.forEach((letter, index) => {
    const [east, south] = places[index] ?? [0, 0];
    const sprite = lettering(letter, index === 0 ? colours.way : colours.ink, 0.9);
    sprite.position.set(east * 8, 0.5, south * 8);
    group.add(sprite);
  });
  return group;
}

function drawn(points: readonly Point[], colour: string): Line {
  const flat = points.flatMap(([east, south]) => [east, 2 * ABOVE, south]);
  const geometry = new BufferGeometry().setAttribute('position', new Float32BufferAttribute(flat, 3));
  return new Line(geometry, new LineBasicMaterial({ color: colour }));
}

/** An arrow on the ground from the anchor along its x axis: that is where its heading points. */
export function arrow(colour: string, metres = 2): Group {
  const shaft = new Mesh(
    new PlaneGeometry(metres - 0.4, 0.06),
    new MeshBasicMaterial({ color: colour, side: DoubleSide }),
  );
  shaft.position.x = (metres - 0.4) / 2;
  const head = new Mesh(
    new BufferGeometry().setAttribute(
      'position',
      new Float32BufferAttribute([metres - 0.4, -0.18, 0, metres, 0, 0, metres - 0.4, 0.18, 0], 3),
    ),
    new MeshBasicMaterial({ color: colour, side: DoubleSide }),
  );
  const group = new Group().add(shaft, head);
  group.rotation.x = -Math.PI / 2;
  group.position.y = 3 * ABOVE;
  return new Group().add(group);
}

/** The surface of a table with four legs, its middle at the origin. */
export function table(colours: Colours, height: number): Group {
  const top = new Mesh(
    new PlaneGeometry(1.4, 0.8),
    new MeshBasicMaterial({ color: colours.surface, side: DoubleSide }),
  );
  top.rotation.x = -Math.PI / 2;
  top.position.y = -ABOVE;
  const edges: number[] = [];
  const corners: readonly Point[] = [
    [-0.7, -0.4],
    [0.7, -0.4],
    [0.7, 0.4],
    [-0.7, 0.4],
  ];
  corners.forEach(([x, z], index) => {
    const [nextX, nextZ] = corners[(index + 1) % corners.length] ?? [0, 0];
    edges.push(x, 0, z, nextX, 0, nextZ, x, 0, z, x, -height, z);
  });
  return new Group().add(top, segments(edges, colours.metre));
}

/** A picture in the anchor's own plane (x right, z to its lower edge), a hair behind what is placed on it. */
export function sheet(texture: Texture | undefined, width: number, height: number, colours: Colours): Group {
  const paper = new Mesh(
    new PlaneGeometry(width, height),
    new MeshBasicMaterial({ side: DoubleSide, ...(texture ? { map: texture } : { color: colours.surface }) }),
  );
  const [x, y] = [width / 2, height / 2];
  const frame = segments([-x, -y, 0, x, -y, 0, x, -y, 0, x, y, 0, x, y, 0, -x, y, 0, -x, y, 0, -x, -y, 0], colours.metre);
  const group = new Group().add(paper, frame);
  group.rotation.x = -Math.PI / 2;
  group.position.y = -ABOVE / 4;
  return new Group().add(group);
}

/** A marker as it is printed, drawn as a pattern: what it says is read by a phone, not here. */
export function marker(): CanvasTexture | undefined {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (pen === null) return undefined;
  canvas.width = canvas.height = 21 * 12;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#1c211e';
  const square = (x: number, y: number, size: number) => pen.fillRect(x * 12, y * 12, size * 12, size * 12);
  for (let each = 0; each < 21 * 21; each += 1) if ((each * each * 31 + each * 17) % 11 < 5) square(each % 21, Math.floor(each / 21), 1);
  for (const [x, y] of [
    [0, 0],
    [14, 0],
    [0, 14],
  ] as const) {
    square(x, y, 7);
    pen.clearRect((x + 1) * 12, (y + 1) * 12, 60, 60);
    square(x + 2, y + 2, 3);
  }
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  return texture;
}

function lettering(letters: string, colour: string, metres: number): Object3D {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (pen === null) return new Group();
  canvas.width = canvas.height = 64;
  pen.font = '700 48px "Source Sans 3 Variable", system-ui, sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = colour;
  pen.fillText(letters, 32, 34);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  const sprite = new Sprite(new SpriteMaterial({ map: texture, transparent: true }));
  sprite.scale.setScalar(metres);
  return sprite;
}
