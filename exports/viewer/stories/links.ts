/** Where a link of a story may lead. Pure. */

export type Way = { readonly kind: 'out'; readonly href: string } | { readonly kind: 'station'; readonly station: string };

const OUT = ['https:', 'http:', 'tel:', 'mailto:'];

/** Undefined for what leads nowhere that is known to be safe: its words are shown, and nothing can be pressed. */
export function wayOf(href: string | undefined): Way | undefined {
  const wanted = href?.trim() ?? '';
  const station = /^station:([\w-]+)$/u.exec(wanted)?.[1];
  if (station !== undefined) return { kind: 'station', station };
  // Relative ones would lead to somewhere in the folder.
  if (!URL.canParse(wanted)) return undefined;
  const url = new URL(wanted);
  return OUT.includes(url.protocol) ? { kind: 'out', href: url.href } : undefined;
}
