/** A printed code opens what is this publisher's, and nothing else. */
import { expect, it } from 'vitest';

import { placeBehind } from '$viewer/code/placeBehind.ts';

const HERE = 'https://tours.example';
const behind = (text: string) => placeBehind(text, 'jena', HERE, (station) => station === 's1');

it('leads to a stop of this tour, whatever host its sign names', () => {
  expect(behind(`${HERE}/t/jena/?station=s1`)).toEqual({ tour: 'jena', station: 's1' });
  expect(behind('https://older.example/t/jena-licht/?station=s1')).toEqual({ tour: 'jena', station: 's1' });
});

it('leads to another tour of this publisher', () =>
  expect(behind(`${HERE}/t/erfurt/?station=s9`)).toEqual({ tour: 'erfurt', station: 's9' }));

it.each(['https://evil.example/t/erfurt/?station=s9', 'javascript:alert(1)', 'WIFI:S:museum;;', '12', `${HERE}/imprint`])(
  'that says “%s” leads nowhere',
  (text) => expect(behind(text)).toBeUndefined(),
);
