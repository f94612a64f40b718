/** A box as the search reads it: `west, south, east, north` in degrees, about a metre fine, within the world. */
export function boxText([[west, south], [east, north]]: [[number, number], [number, number]]): string {
  // Zoomed out over more than the whole world, every longitude is seen.
  const whole = east - west >= 360;
  const sides = [whole ? -180 : wrapped(west), Math.max(south, -90), whole ? 180 : wrapped(east), Math.min(north, 90)];
  return sides.map((side) => String(Math.round(side * 1e5) / 1e5)).join(', ');
}

/** A longitude of any turn around the world as one from -180 to 180. */
function wrapped(longitude: number): number {
  return longitude >= -180 && longitude <= 180 ? longitude : ((((longitude + 180) % 360) + 360) % 360) - 180;
}
