/** What a colleague's phone has beside the preview: the check on site, and the delivery of what it reports. */
import type { Visit } from '../preview/visit.svelte.ts';
import { loadOnSiteWords } from '../words/words.ts';
import { Check } from './check.svelte.ts';
import { Delivery } from './delivery.svelte.ts';
import { Kept } from './keeping.svelte.ts';
import OnSite from './OnSite.svelte';
import { Outbox } from './outbox.ts';
import Waiting from './Waiting.svelte';

export async function begin({ payload, title, station }: Visit) {
  await loadOnSiteWords();
  const delivery = new Delivery(new Outbox());
  const name = station === '' ? title : `${station}: ${title}`;
  // The plain step needs nobody on site.
  const check = payload.on_site?.anchors.length ? new Check(payload.on_site, delivery, name) : undefined;
  const kept = new Kept();
  if (check !== undefined) void kept.see();
  return { check, delivery, kept, OnSite, Waiting, end: delivery.begin() };
}
