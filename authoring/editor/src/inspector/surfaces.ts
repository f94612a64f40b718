/** What one walks or rolls on, from the easiest. */
export const SURFACES = [
  'indoor',
  'asphalt',
  'paving',
  'wood',
  'gravel',
  'cobbles',
  'earth',
  'grass',
  'steps',
] as const;
