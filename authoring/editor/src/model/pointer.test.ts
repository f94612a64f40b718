import { describe, expect, it } from 'vitest';

import { at, parts, pointer, put } from './pointer.ts';

describe('a JSON pointer', () => {
  it('escapes ~ and / as RFC 6901 wants it', () => {
    expect(pointer('a/b', 0, 'c~d')).toBe('/a~1b/0/c~0d');
    expect(parts('/a~1b/0/c~0d')).toEqual(['a/b', '0', 'c~d']);
  });

  it('reads through objects and arrays, and finds nothing where nothing is', () => {
    const document = { story: [{ text: { de: 'Brücke' } }] };
    expect(at(document, '/story/0/text/de')).toBe('Brücke');
    expect(at(document, '/story/1/text/de')).toBeUndefined();
    expect(at(document, '')).toBe(document);
  });

  it('changes one place and shares all others', () => {
    const before = { one: { a: 1 }, many: [{ b: 1 }, { b: 2 }] };
    const after = put(before, '/many/1/b', 3);
    expect(after).toEqual({ one: { a: 1 }, many: [{ b: 1 }, { b: 3 }] });
    expect(after.one).toBe(before.one);
    expect(after.many[0]).toBe(before.many[0]);
    expect(before.many[1]).toEqual({ b: 2 });
  });

  it('makes the objects that are missing on the way', () => {
    expect(put({}, '/place/address/street', 'Markt 1')).toEqual({ place: { address: { street: 'Markt 1' } } });
    expect(put({}, '/story/-', { kind: 'text' })).toEqual({ story: [{ kind: 'text' }] });
  });

  it('removes with undefined, and leaves no key behind', () => {
    expect(put({ a: 1, b: 2 }, '/a', undefined)).toEqual({ b: 2 });
    expect(Object.keys(put({ a: 1 } as { a?: number }, '/a', undefined))).toEqual([]);
    expect(put({ list: [1, 2, 3] }, '/list/1', undefined)).toEqual({ list: [1, 3] });
  });

  it('answers the same object where nothing changes', () => {
    const before = { a: { b: [1] } };
    expect(put(before, '/a/b/0', 1)).toBe(before);
  });
});
