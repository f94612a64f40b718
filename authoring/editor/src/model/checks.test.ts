import { expect, it } from 'vitest';

import { issuesOfStop, type Issue } from './checks.ts';

function anIssue(pointer: string, document = 'tour'): Issue {
  return { code: 'c', severity: 'error', document, document_kind: 'tour', pointer, title: '', help: '' };
}

it('a stop has its own issues and those below it, and no others', () => {
  const own = [anIssue('/modules/0/stops/1'), anIssue('/modules/0/stops/1/bridge/de')];
  const report = {
    issues: [...own, anIssue('/modules/0/stops/10'), anIssue('/modules/0'), anIssue('/modules/0/stops/1', 'other')],
  };
  expect(issuesOfStop(report, 'tour', '/modules/0/stops/1')).toEqual(own);
  expect(issuesOfStop(report, 'tour', '/modules/0/stops/2')).toEqual([]);
});
