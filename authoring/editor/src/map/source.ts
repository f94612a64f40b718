/** Where the map comes from, as the server configured it: its own plain style, or a style of the administrator's choice. */
import type { Bounds } from '$viewer/map/geometry.ts';
import type { Scheme } from '$viewer/map/theme.ts';

export interface MapSource {
  /** The address of a MapLibre style for each scheme. */
  readonly styles: Readonly<Record<Scheme, string>>;
  readonly attribution: string;
  /** Where the installation's own map file has anything. */
  readonly bounds: Bounds | undefined;
  /** Whether walking routes can be asked for. */
  readonly walking: boolean;
}

const NO_STYLE = '/api/v1/map/style/de/light';

/** Reads what the server says about the map; whatever it leaves out falls back to the plain style. */
export function readMapSource(said: Readonly<Record<string, unknown>>): MapSource {
  const styles = (said['style'] ?? {}) as Readonly<Record<string, unknown>>;
  const word = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);
  const light = word(styles['light'], NO_STYLE);
  return {
    styles: { light, dark: word(styles['dark'], light) },
    attribution: word(said['attribution'], ''),
    bounds: readBounds(said['bounds']),
    walking: said['walking'] === true,
  };
}

function readBounds(said: unknown): Bounds | undefined {
  const numbers = Array.isArray(said) && said.length === 4 && said.every((each) => Number.isFinite(each));
  return numbers ? (said as unknown as Bounds) : undefined;
}
