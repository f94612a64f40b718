/**
 * Three-way merge of JSON: what they changed and what I changed since `base`, in one document.
 *
 * Arrays whose items have an identity (an `id`, or the `from` and `to` of a leg) are merged item by item
 * and keep their order; every other value that both changed differently is a conflict. Where there is one,
 * the merged document holds mine until a person has chosen.
 */

import type { Json } from './documents.ts';
import { isObject, pointer as join, put } from './pointer.ts';

export interface Conflict {
  /** Where in the merged document. */
  readonly pointer: string;
  readonly base: Json | undefined;
  readonly theirs: Json | undefined;
  readonly yours: Json | undefined;
}

export interface Merged<Whole> {
  readonly value: Whole;
  readonly conflicts: readonly Conflict[];
}

type Value = Json | undefined;

/** Merge; the answer is `mine` itself where they added nothing to it. */
export function merge<Whole>(base: Whole, theirs: Whole, mine: Whole): Merged<Whole> {
  const conflicts: Conflict[] = [];
  const value = mergeValues(base as Value, theirs as Value, mine as Value, '', conflicts);
  return { value: value as Whole, conflicts };
}

/** The merged document with their side taken at some of the conflicts. */
export function takeTheirs<Whole>(merged: Merged<Whole>, pointers: ReadonlySet<string>): Whole {
  // From the end, so that an item that they deleted does not move those still to come.
  return merged.conflicts
    .filter((conflict) => pointers.has(conflict.pointer))
    .toReversed()
    .reduce((whole, conflict) => put(whole, conflict.pointer, conflict.theirs), merged.value);
}

/** Deep equality for which absent, `{}` and `[]` are the same nothing. */
export function same(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (isNothing(one) && isNothing(other)) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => same(item as Json, other[index] as Json));
  }
  if (!isObject(one) || !isObject(other)) return false;
  return keysOf(one, other).every((key) => same(one[key], other[key]));
}

function mergeValues(base: Value, theirs: Value, mine: Value, path: string, conflicts: Conflict[]): Value {
  if (same(theirs, base) || same(theirs, mine)) return mine;
  if (same(mine, base)) return theirs;
  if (isObject(theirs) && isObject(mine) && (isObject(base) || base === undefined)) {
    return mergeObjects(base ?? {}, theirs, mine, path, conflicts);
  }
  const lists = [base ?? [], theirs, mine].map(identified);
  if (lists.every((list) => list !== null)) {
    const [were, they, I] = lists as [Items, Items, Items];
    return mergeItems(were, they, I, path, conflicts);
  }
  conflicts.push({ pointer: path, base, theirs, yours: mine });
  return mine;
}

/** Deep equality to the letter, whatever the order of keys. */
export function identical(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [mine, theirs] = [one, other] as [JsonFields, JsonFields];
  return keysOf(mine, theirs).every((key) => identical(mine[key], theirs[key]));
}

type JsonFields = { readonly [key: string]: Value };

function mergeObjects(base: JsonFields, theirs: JsonFields, mine: JsonFields, path: string, conflicts: Conflict[]): Json {
  const merged: Record<string, Value> = {};
  for (const key of keysOf(mine, theirs)) {
    const value = mergeValues(base[key], theirs[key], mine[key], `${path}${join(key)}`, conflicts);
    if (value !== undefined) merged[key] = value;
  }
  const keys = Object.keys(merged);
  const unchanged = keys.length === Object.keys(mine).length && keys.every((key) => merged[key] === mine[key]);
  return (unchanged ? mine : merged) as Json;
}

type Items = ReadonlyMap<string, Json>;

/** The items by identity, or null where the value is no array or an item has none. */
function identified(value: Value): Items | null {
  if (!Array.isArray(value)) return null;
  const items = new Map<string, Json>();
  for (const item of value as readonly Json[]) {
    const identity = identityOf(item);
    if (identity === null || items.has(identity)) return null;
    items.set(identity, item);
  }
  return items;
}

function identityOf(item: Json): string | null {
  if (!isObject(item)) return null;
  if (typeof item['id'] === 'string') return item['id'];
  return typeof item['from'] === 'string' && typeof item['to'] === 'string' ? `${item['from']}→${item['to']}` : null;
}

function mergeItems(base: Items, theirs: Items, mine: Items, path: string, conflicts: Conflict[]): Json {
  const kept = (id: string) => {
    const [was, they, I] = [base.get(id), theirs.get(id), mine.get(id)];
    if (was === undefined) return true;
    // Deleted by one side: gone, unless the other side has changed it since.
    if (they === undefined) return I !== undefined && !same(I, was);
    return I !== undefined || !same(they, was);
  };
  const order = mergeOrder([...base.keys()], [...theirs.keys()], [...mine.keys()]).filter(kept);
  return order.map((id, index) => {
    const value = mergeValues(base.get(id), theirs.get(id), mine.get(id), `${path}/${index}`, conflicts);
    // I deleted what they changed: it stands, so that the choice can be shown where it belongs.
    return value ?? (theirs.get(id) as Json);
  });
}

/** One order for all items: of the side that moved things, mine where both did; the other's additions after their neighbour. */
function mergeOrder(base: readonly string[], theirs: readonly string[], mine: readonly string[]): readonly string[] {
  const common = new Set(base.filter((id) => theirs.includes(id) && mine.includes(id)));
  const inCommon = (ids: readonly string[]) => ids.filter((id) => common.has(id)).join('\n');
  const [leading, other] = inCommon(mine) === inCommon(base) ? [theirs, mine] : [mine, theirs];
  const order = [...leading];
  other.forEach((id, index) => {
    if (order.includes(id)) return;
    const before = other.slice(0, index).findLast((each) => order.includes(each));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
  });
  return order;
}

function keysOf(one: object, other: object): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}

function isNothing(value: Value): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
