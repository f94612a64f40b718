/** What is printed on beacons, as the format writes it. Pure. */

/** A UUID with or without hyphens, braces or capitals; undefined where it is none. */
export function readUuid(typed: string): string | undefined {
  const digits = typed.toLowerCase().replace(/[{}\s-]/gu, '');
  if (!/^[0-9a-f]{32}$/u.test(digits)) return undefined;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

/** Hexadecimal digits, exactly so many; "0x", blanks and colons do not count. */
export function readHex(typed: string, digits: number): string | undefined {
  const text = typed
    .toLowerCase()
    .replace(/^0x/u, '')
    .replace(/[\s:-]/gu, '');
  return text.length === digits && /^[0-9a-f]+$/u.test(text) ? text : undefined;
}

/** A number or letters on a sign: capitals and digits, twelve at most. */
export function readSignNumber(typed: string): string | undefined {
  const text = typed.toUpperCase().replace(/\s/gu, '');
  return /^[0-9A-Z]{1,12}$/u.test(text) ? text : undefined;
}

/** The first number of a sign that no station of the tour has. */
export function freeNumber(taken: Iterable<string>): string {
  const known = new Set(taken);
  let number = 1;
  while (known.has(String(number))) number += 1;
  return String(number);
}
