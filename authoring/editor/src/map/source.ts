/** Where the map comes from, as the server configured it: its own plain style, or a style of the administrator's choice. */
import type { Bounds } from './geometry.ts';
import type { Scheme } from './theme.ts';

export interface MapSource {
  /** The address of a MapLibre style for each scheme. */
  readonly styles: Readonly<Record<Scheme, string>>;
  readonly attribution: string;
  /** Where the installation's own map file has anything. */
  readonly bounds: Bounds | undefined;
  /** Whether walking routes can be asked for. */
  readonly walking: boolean;
}

const PLAIN = '/api/v1/map/style.json';

/** Reads what the server says about the map; whatever it leaves out falls back to the plain style. */
export function readMapSource(said: Readonly<Record<string, unknown>>): MapSource {
  const word = (name: string, otherwise: string) => (typeof said[name] === 'string' ? said[name] : otherwise);
  const light = word('style', PLAIN);
  return {
    styles: { light, dark: word('dark_style', light === PLAIN ? `${PLAIN}?scheme=dark` : light) },
    attribution: word('attribution', ''),
    bounds: readBounds(said['bounds']),
    walking: said['walking_routes'] === true,
  };
}

function readBounds(said: unknown): Bounds | undefined {
  const numbers = Array.isArray(said) && said.length === 4 && said.every((each) => Number.isFinite(each));
  return numbers ? (said as unknown as Bounds) : undefined;
}
