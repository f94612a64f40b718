/** What a save that did not arrive says about the way to the server. */

import type { Problem } from './api.ts';

/** Whether it holds up every document alike: no network, nobody behind the gateway, signed out, too many requests. */
export function passes(problem: Problem): boolean {
  return problem.status === 0 || problem.unanswered || expired(problem);
}

/** What of it a person is told. */
export function troubleOf(problem: Problem): 'offline' | 'unanswered' | 'signed-out' | 'fault' {
  if (expired(problem)) return 'signed-out';
  if (problem.unanswered) return 'unanswered';
  return problem.status >= 500 ? 'fault' : 'offline';
}

/** Whether the session has ended, or another one began in another tab and this page's token is void. */
function expired(problem: Problem): boolean {
  return problem.status === 401 || problem.is('csrf');
}
