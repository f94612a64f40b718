/** Has the service worker keep this page, so that it opens without a network. */

export class Kept {
  /** Whether this page opens without a network; undefined while that is being seen to. */
  value = $state<boolean>();

  async see(): Promise<void> {
    this.value = await keepThisPage();
  }
}

/** Resolves with whether all that the page has loaded so far is kept. */
async function keepThisPage(): Promise<boolean> {
  // Private windows, and browsers that are not asked over HTTPS, have none: the page works while it stays open.
  if (!('serviceWorker' in navigator)) return false;
  try {
    await navigator.serviceWorker.register('/preview/worker.js', { scope: '/preview/' });
    const { active } = await navigator.serviceWorker.ready;
    if (active === null) return false;
    const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
    const mine = loaded.filter(({ origin, pathname }) => origin === location.origin && pathname !== '/preview/visitor');
    const keep = [...new Set([location.pathname, ...mine.map(({ href }) => href)])];
    return await new Promise<boolean>((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => done(data === true);
      active.postMessage({ keep }, [port2]);
    });
  } catch {
    return false;
  }
}
