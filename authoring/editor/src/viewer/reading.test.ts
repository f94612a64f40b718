/** What a visitor's phone believes of a published folder, and what it does not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { canonical } from '$viewer/reading/canonical.ts';
import { Fault, type Why } from '$viewer/reading/faults.ts';
import { Publisher, type Memory } from '$viewer/reading/publisher.ts';
import { plain } from '$viewer/reading/signatures.ts';
import type { Get } from '$viewer/reading/trust.ts';
import { publishSample, type Sample } from '../testing/published.ts';

let sample: Sample;
beforeAll(async () => void (sample = await publishSample()), 60_000);
afterAll(() => sample.remove());

function forgetful(): Memory {
  const kept = new Map<string, unknown>();
  return {
    get: <Thing>(name: string) => Promise.resolve(kept.get(name) as Thing | undefined),
    put: (name, thing) => Promise.resolve(void kept.set(name, structuredClone(thing))),
    forget: (name) => Promise.resolve(void kept.delete(name)),
  };
}

const inDays = (days: number) => () => new Date(Date.now() + days * 86_400_000);
const reader = (get: Get, memory = forgetful(), now = inDays(0)) =>
  new Publisher(get, memory, { version: 1, sha256: sample.root }, now);
const refused = async (asked: Promise<unknown>): Promise<Why | undefined> =>
  asked.then(
    () => undefined,
    (fault: unknown) => (fault instanceof Fault ? fault.why : undefined),
  );
const offline: Get = (path) => Promise.reject(new Fault('offline', path));

describe('what was published', () => {
  it('is the catalogue, and the tour with every file that its manifest names', async () => {
    const publisher = reader(sample.folder('after'));
    expect((await publisher.catalogue()).map(({ tour, version }) => [tour, version])).toEqual([[sample.tour, 2]]);
    const { manifest, resolved, stale } = await publisher.tour(sample.tour);
    expect([manifest.version, resolved.tour.title?.['de'], stale]).toEqual([2, 'Neuer Titel', undefined]);
    for (const { path, sha256, bytes } of manifest.files ?? []) expect((await publisher.bytes(path, sha256)).length).toBe(bytes);
  });

  it('is found by whoever knows only the first root, when keys were replaced', async () => {
    expect((await reader(sample.folder('rotated')).tour(sample.tour)).manifest.version).toBe(2);
  });

  it('is found by whoever knows the older keys and what they signed', async () => {
    const memory = forgetful();
    await reader(sample.folder('after'), memory).tour(sample.tour);
    expect((await reader(sample.folder('rotated'), memory).tour(sample.tour)).stale).toBeUndefined();
  });
});

describe('what is refused', () => {
  it.each<[string, string, Record<string, 'gone' | 'cut'>, Why]>([
    ['a resolved tour that was cut', 'after', { 'blobs/': 'cut' }, 'tampered'],
    ['a file that is not there', 'after', { 'blobs/': 'gone' }, 'missing'],
    ['a manifest that is not there', 'after', { '.manifest.json': 'gone' }, 'missing'],
    ['a snapshot other than the timestamp says', 'after', { '.snapshot.json': 'cut' }, 'tampered'],
    ['a timestamp that is no JSON', 'after', { 'timestamp.json': 'cut' }, 'unreadable'],
    ['a folder without a timestamp', 'after', { 'timestamp.json': 'gone' }, 'missing'],
    ['a root that is not the pinned one', 'strange', {}, 'tampered'],
    ['a tour that was withdrawn', 'withdrawn', {}, 'withdrawn'],
  ])('%s', async (_what, name, instead, why) => {
    expect(await refused(reader(sample.folder(name, instead)).tour(sample.tour))).toBe(why);
  });

  it('what other keys signed', async () => {
    const [own, others] = [sample.folder('after'), sample.folder('strange')];
    const get: Get = (path) => (path.endsWith('.root.json') ? own : others)(path);
    expect(await refused(reader(get).tour(sample.tour))).toBe('unsigned');
  });

  it.each(['timestamp.json', '.tours-', '.targets.json'])('words changed in %s', async (file) => {
    const later = (data: Uint8Array<ArrayBuffer>) =>
      new TextEncoder().encode(new TextDecoder().decode(data).replace(/"expires":\s*"20/u, '"expires": "21'));
    expect(await refused(reader(sample.folder('after', { [file]: later })).tour(sample.tour))).toBe('unsigned');
  });

  it('what has expired', async () => {
    expect(await refused(reader(sample.folder('after'), forgetful(), inDays(31)).tour(sample.tour))).toBe('expired');
  });

  it('older metadata than were seen', async () => {
    const memory = forgetful();
    await reader(sample.folder('after'), memory).tour(sample.tour);
    const { manifest, resolved, stale } = await reader(sample.folder('before'), memory).tour(sample.tour);
    expect([stale?.why, manifest.version, resolved.tour.title?.['de']]).toEqual(['replayed', 2, 'Neuer Titel']);
  });

  it('a new key that the old root did not sign', async () => {
    const [own, others] = [sample.folder('after'), sample.folder('strange')];
    // The root of others, as if it were the next one of this publisher.
    const get: Get = (path) => (path === 'metadata/2.root.json' ? others('metadata/1.root.json') : own(path));
    expect(await refused(reader(get).tour(sample.tour))).toBe('unsigned');
  });
});

describe('what was accepted once', () => {
  it.each<[string, () => Get, Why]>([
    ['without a network', () => offline, 'offline'],
    ['when a file is tampered with', () => sample.folder('after', { 'blobs/': 'cut' }), 'tampered'],
    ['when others took the folder', () => sample.folder('strange'), 'unsigned'],
  ])('is shown, and why, %s', async (_when, get, why) => {
    const memory = forgetful();
    const before = reader(sample.folder('before'), memory);
    await Promise.all([before.tour(sample.tour), before.catalogue()]);
    const { manifest, stale } = await reader(get(), memory).tour(sample.tour);
    expect([manifest.version, stale?.why]).toEqual([1, why]);
    expect(await refused(reader(get(), memory).catalogue())).toBeUndefined();
  });

  it('is forgotten when it was withdrawn', async () => {
    const memory = forgetful();
    await reader(sample.folder('after'), memory).tour(sample.tour);
    expect(await refused(reader(sample.folder('withdrawn'), memory).tour(sample.tour))).toBe('withdrawn');
    expect(await refused(reader(offline, memory).tour(sample.tour))).toBe('offline');
  });
});

describe('canonical JSON', () => {
  it('has its keys in order, no blanks, and escapes two characters only', () => {
    expect(canonical({ b: [1, true, null], a: 'Ä\n"\\' })).toBe('{"a":"Ä\n\\"\\\\","b":[1,true,null]}');
  });
});

describe('a signature', () => {
  it('has each of its numbers in 32 bytes, whether they were shorter or began with a zero', () => {
    const der = Uint8Array.from([0x30, 0, 2, 33, 0, ...Array<number>(32).fill(0x81), 2, 1, 7]);
    const both = plain(der);
    expect([both.length, both[0], both[31], both[32], both[63]]).toEqual([64, 0x81, 0x81, 0, 7]);
  });
});
