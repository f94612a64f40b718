/**
 * Writes moments in the reader's own time zone; the server knows only UTC, and says so.
 * What was so long ago (`data-ago`) stays as it is said, and shows its moment to who points at it.
 */
export function tellInLocalTime(root: Document, zone?: string): void {
  const style = new Intl.DateTimeFormat(root.documentElement.lang || 'en', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  for (const time of root.querySelectorAll('time')) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.valueOf())) continue;
    if ('ago' in time.dataset) time.title = style.format(moment);
    else time.textContent = style.format(moment);
  }
}
