/** When somebody last saw on site that an anchor holds, in words. */
import { formatAgo, formatNumber, t } from '../words/words.ts';
import type { Anchor } from '$viewer/ar/postures.ts';

/** As the check sees it: older than this it may have been built over, ms. */
const LONG_AGO_MS = 730 * 86_400_000;

export function verifiedWords(verified: Anchor['verified'], now: Date = new Date()): string {
  if (verified === undefined) return t('parts.ar.unverified');
  const old = now.getTime() - new Date(verified.at).getTime() > LONG_AGO_MS;
  const ago = formatAgo(verified.at, now);
  const metres = verified.accuracy_m;
  const said = t(old ? 'stage.verified_long_ago' : 'stage.verified', { ago, by: verified.by });
  return metres === undefined ? said : `${said} (± ${formatNumber(metres, { maximumFractionDigits: 2 })} m)`;
}
