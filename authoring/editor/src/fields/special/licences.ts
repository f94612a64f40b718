/** Licences that open tourism content comes under, and what may be written instead. Pure. */

/** SPDX ids, the freest first; the names are the licences' own and are not translated. */
export const LICENCES: readonly { readonly id: string; readonly name: string }[] = [
  { id: 'CC0-1.0', name: 'CC0 1.0' },
  { id: 'CC-BY-4.0', name: 'CC BY 4.0' },
  { id: 'CC-BY-SA-4.0', name: 'CC BY-SA 4.0' },
  { id: 'CC-BY-ND-4.0', name: 'CC BY-ND 4.0' },
  { id: 'CC-BY-NC-4.0', name: 'CC BY-NC 4.0' },
  { id: 'CC-BY-NC-SA-4.0', name: 'CC BY-NC-SA 4.0' },
  { id: 'CC-BY-NC-ND-4.0', name: 'CC BY-NC-ND 4.0' },
  { id: 'CC-BY-3.0-DE', name: 'CC BY 3.0 DE' },
  { id: 'CC-BY-SA-3.0-DE', name: 'CC BY-SA 3.0 DE' },
  { id: 'CC-BY-SA-3.0', name: 'CC BY-SA 3.0' },
];

export function isKnownLicence(licence: string): boolean {
  return LICENCES.some((each) => each.id === licence);
}

/** An address where the licence can be read: https and a host. */
export function isLicenceAddress(text: string): boolean {
  return /^https:\/\/[^\s/]+\.[^\s]+$/u.test(text);
}
