import { describe, expect, it } from 'vitest';

import { freeNumber, readHex, readSignNumber, readUuid } from './beacons.ts';

describe('what is printed on a beacon or a sign', () => {
  it('is read with or without hyphens, braces and capitals', () => {
    const uuid = 'f7826da6-4fa2-4e98-8024-bc5b71e0893e';
    expect(readUuid('{F7826DA6-4FA2-4E98-8024-BC5B71E0893E}')).toBe(uuid);
    expect(readUuid('f7826da64fa24e988024bc5b71e0893e')).toBe(uuid);
    expect(readUuid('f7826da6')).toBeUndefined();
    expect(readHex('0xED:D1:EB:EA:C0:4E:5D:EF:A0:17', 20)).toBe('edd1ebeac04e5defa017');
    expect(readHex('xyz', 12)).toBeUndefined();
  });

  it('takes capitals and digits for a sign, twelve at most', () => {
    expect(readSignNumber(' a 12 ')).toBe('A12');
    expect(readSignNumber('ä1')).toBeUndefined();
    expect(readSignNumber('1234567890123')).toBeUndefined();
  });

  it('offers the first number that is free', () => {
    expect(freeNumber(['1', '2', '4', 'A'])).toBe('3');
  });
});
