/** Writes moments in the reader's own time zone; the server knows only UTC, and says so. */
export function tellInLocalTime(root: Document, zone?: string): void {
  const style = new Intl.DateTimeFormat(root.documentElement.lang || 'en', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  for (const time of root.querySelectorAll('time')) {
    const moment = new Date(time.dateTime);
    if (!Number.isNaN(moment.valueOf())) time.textContent = style.format(moment);
  }
}
