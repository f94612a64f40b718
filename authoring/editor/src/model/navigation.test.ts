import { describe, expect, it } from 'vitest';

import { groups } from '../report/groups.ts';
import { aStation, aTour, aWorkspace, stationId, TOUR } from '../testing/builders.ts';
import { chapters, completeness } from '../translate/texts.ts';
import type { Issue } from './checks.ts';
import type { Medium } from './documents.ts';
import { destination } from './navigation.ts';

const PICTURE = '01990000-0000-7000-8000-0000000000aa';
const picture: Medium = {
  format: 'wayfable/1.0',
  kind: 'medium',
  id: PICTURE,
  type: 'image',
  original: { sha256: '0'.repeat(64), bytes: 1, media_type: 'image/jpeg' },
  alt: { de: 'Brücke' },
};
const shown = aStation(2, { story: [{ id: 'b1', kind: 'image', medium: PICTURE }] });
const workspace = {
  ...aWorkspace(),
  stations: { ...aWorkspace().stations, [shown.id]: shown },
  media: { [PICTURE]: picture },
};

describe('going to what an issue names', () => {
  it('finds a station as the stop that it is in the tour', () => {
    expect(destination(workspace, stationId(4), '/title').selection).toEqual({
      kind: 'stop',
      module: 'module-2',
      stop: 'stop-4',
      station: stationId(4),
    });
  });

  it('finds modules, stops and legs in the tour', () => {
    const tour = aTour({ route: { legs: [{ from: 'stop-1', to: 'stop-2' }] } });
    const here = { ...workspace, tour };
    expect(destination(here, TOUR, '/modules/1/title').selection).toEqual({ kind: 'module', module: 'module-2' });
    expect(destination(here, TOUR, '/modules/0/stops/2/intro').selection).toMatchObject({ kind: 'stop', stop: 'stop-3' });
    expect(destination(here, TOUR, '/route/legs/0').selection).toEqual({ kind: 'leg', from: 'stop-1', to: 'stop-2' });
    expect(destination(here, TOUR, '/licence').selection).toEqual({ kind: 'tour' });
  });

  it('finds a medium where it is used', () => {
    const { selection, focus } = destination(workspace, PICTURE, '/alt');
    expect(selection).toMatchObject({ kind: 'stop', station: stationId(2) });
    expect(focus).toEqual({
      document: PICTURE,
      pointer: '/alt',
      through: { document: stationId(2), pointer: '/story/0/medium' },
    });
  });
});

describe('the report', () => {
  const issue = (document: string, pointer: string, severity: Issue['severity']): Issue => ({
    code: 'X',
    severity,
    document,
    document_kind: 'station',
    pointer,
    title: '',
    help: '',
  });

  it('is grouped in the order of the tour, the worst first, media and stops under their station', () => {
    const found = groups(workspace, [
      issue(PICTURE, '/alt', 'warning'),
      issue(stationId(1), '/title', 'hint'),
      issue(stationId(1), '/place', 'error'),
      issue(TOUR, '/modules/0/stops/0/bridge', 'warning'),
      issue(TOUR, '/licence', 'error'),
    ]);
    expect(found.map(({ document, number }) => [document, number])).toEqual([
      [TOUR, null],
      [stationId(1), 1],
      [stationId(2), 2],
    ]);
    expect(found[1]?.issues.map(({ severity }) => severity)).toEqual(['error', 'warning', 'hint']);
  });
});

describe('the texts of a tour', () => {
  it('are listed in the order in which a visitor meets them, media last', () => {
    expect(chapters(workspace).map(({ document }) => document.id)).toEqual([
      TOUR,
      ...[1, 2, 3, 4].map(stationId),
      PICTURE,
    ]);
  });

  it('are counted per language, and recordings by language are no texts', () => {
    const spoken = aStation(1, {
      story: [{ id: 'b', kind: 'guide_line', text: { de: 'Hallo' }, recordings: { de: { medium: PICTURE } } }],
    });
    const here = { ...aWorkspace(), stations: { [spoken.id]: spoken } };
    const pointers = chapters(here).flatMap(({ texts }) => texts.map(({ pointer }) => pointer));
    expect(pointers).toEqual(['/title', '/modules/0/title', '/modules/1/title', '/title', '/story/0/text']);
    expect(completeness(here, 'de')).toBe(1);
    expect(completeness(here, 'en')).toBe(1 / 5);
  });
});
