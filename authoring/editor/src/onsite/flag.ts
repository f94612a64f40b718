/** Says, without opening a database, that reports from on site may wait in this browser. */
const FLAG = 'wayfable-on-site';

export function mayWait(): boolean {
  try {
    return localStorage.getItem(FLAG) !== null;
  } catch {
    return false;
  }
}

export function sayWaits(waits: boolean): void {
  try {
    if (waits) localStorage.setItem(FLAG, 'yes');
    else localStorage.removeItem(FLAG);
  } catch {
    // Where nothing may be written, the page of what waits still finds the reports.
  }
}
