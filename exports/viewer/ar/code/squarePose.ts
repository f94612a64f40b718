/** Where a square lies before a camera, from its four corners in a frame and the length of its edge. Pure. */
import { Matrix4, Vector3 } from 'three';

/** Pixels from the upper left corner of the frame. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** As the square itself says it, however it is turned: upper left, upper right, lower right, lower left. */
export type Corners = readonly [Point, Point, Point, Point];

/**
 * From the frame of the anchor (its middle, metres; x to its right, y out of it, z to its lower edge) to the eye's (y up,
 * looking along −z). `focal` in pixels; the lens is taken to look through the middle of the frame. Undefined where the
 * corners are those of no square that is seen from before it.
 */
export function poseOfSquare(
  corners: Corners,
  edgeM: number,
  [width, height]: readonly [number, number],
  focal: number,
): Matrix4 | undefined {
  const seen = corners.map(({ x, y }) => ({ x: (x - width / 2) / focal, y: (y - height / 2) / focal })) as unknown as Corners;
  const plane = planeOf(seen);
  if (plane === undefined) return undefined;
  // Columns of the homography: the edges and the middle of the square, all as far away as nobody knows yet.
  const [right, down, middle] = plane;
  const metres = edgeM / ((right.length() + down.length()) / 2);
  middle.multiplyScalar(metres);
  if (!(middle.z > 0) || !Number.isFinite(middle.z)) return undefined;
  // The edges are at right angles in truth; what keeps them from it is shared between them.
  right.normalize();
  down.normalize();
  const sum = right.clone().add(down).normalize();
  const difference = right.clone().sub(down).normalize();
  right.copy(sum).add(difference).multiplyScalar(Math.SQRT1_2);
  down.copy(sum).sub(difference).multiplyScalar(Math.SQRT1_2);
  const out = new Vector3().crossVectors(down, right);
  // Seen from behind, or edge on.
  if (!(out.dot(middle) < 0)) return undefined;
  return new Matrix4().makeBasis(toEye(right), toEye(out), toEye(down)).setPosition(toEye(middle));
}

/** The two edges and the middle of the unit square as a camera sees it (Heckbert 1989); undefined where that is none. */
function planeOf([p0, p1, p2, p3]: Corners): [right: Vector3, down: Vector3, middle: Vector3] | undefined {
  const [ax, ay] = [p1.x - p2.x, p1.y - p2.y];
  const [bx, by] = [p3.x - p2.x, p3.y - p2.y];
  const [sx, sy] = [p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y];
  const area = ax * by - bx * ay;
  if (Math.abs(area) < 1e-9) return undefined;
  const g = (sx * by - bx * sy) / area;
  const h = (ax * sy - sx * ay) / area;
  const right = new Vector3(p1.x - p0.x + g * p1.x, p1.y - p0.y + g * p1.y, g);
  const down = new Vector3(p3.x - p0.x + h * p3.x, p3.y - p0.y + h * p3.y, h);
  const middle = new Vector3(p0.x, p0.y, 1).addScaledVector(right, 0.5).addScaledVector(down, 0.5);
  return [right, down, middle];
}

/** From x right, y down, z ahead to x right, y up, z back. */
const toEye = ({ x, y, z }: Vector3) => new Vector3(x, -y, -z);
