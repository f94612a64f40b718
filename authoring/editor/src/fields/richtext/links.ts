/** Where a link may lead: https, tel, mailto or another station. Pure. */

export type LinkReading = { readonly href: string } | { readonly fault: 'empty' | 'scheme' | 'unreadable' };

const ALLOWED = /^(?:https|tel|mailto|station):/iu;
const STATION = /^station:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

export function isAllowedLink(href: string): boolean {
  return ALLOWED.test(href);
}

/**
 * Reads what a person types or pastes as a link: a whole address, "www.erfurt.de", an e-mail address or
 * a telephone number. http becomes https, because a phone on the street refuses the other.
 */
export function readLink(typed: string): LinkReading {
  const text = typed.trim();
  if (text === '') return { fault: 'empty' };
  if (/^[^\s@:/]+@[^\s@/]+\.[^\s@/]+$/u.test(text)) return { href: `mailto:${text}` };
  if (/^\+?[\d\s()/.-]{5,}$/u.test(text)) return { href: `tel:${text.replace(/[^\d+]/gu, '')}` };
  if (/^tel:/iu.test(text)) return { href: `tel:${text.slice(4).replace(/[^\d+]/gu, '')}` };
  if (/^mailto:/iu.test(text)) return { href: text };
  if (/^station:/iu.test(text)) return STATION.test(text) ? { href: text } : { fault: 'unreadable' };
  return readWebAddress(text);
}

function readWebAddress(text: string): LinkReading {
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/iu.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return { fault: 'scheme' };
  const address = scheme === undefined ? `https://${text}` : text.replace(/^http:/iu, 'https:');
  if (/\s/u.test(address) || !URL.canParse(address)) return { fault: 'unreadable' };
  return new URL(address).hostname.includes('.') ? { href: address } : { fault: 'unreadable' };
}
