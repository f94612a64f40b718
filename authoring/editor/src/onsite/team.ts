/** What a colleague's phone has beside the preview: the check on site, and the delivery of what it reports. */
import type { OnSite as Wanted } from '../preview/payload.ts';
import { loadOnSiteWords } from '../words/words.ts';
import { Check } from './check.svelte.ts';
import { Delivery } from './delivery.svelte.ts';
import { Kept } from './keeping.svelte.ts';
import OnSite from './OnSite.svelte';
import { Outbox } from './outbox.ts';
import Waiting from './Waiting.svelte';

/** `name` is what the scene is called where a report of it waits. */
export async function begin(wanted: Wanted | null, name: string) {
  await loadOnSiteWords();
  const delivery = new Delivery(new Outbox());
  // The plain step needs nobody on site.
  const check = wanted?.anchors.length ? new Check(wanted, delivery, name) : undefined;
  const kept = new Kept();
  if (check !== undefined) void kept.see();
  return { check, delivery, kept, OnSite, Waiting, end: delivery.begin() };
}
