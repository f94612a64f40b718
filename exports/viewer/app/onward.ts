/** The page of a tour, to which printed codes lead: on to the viewer, at the station that the code said. */
const link = document.querySelector<HTMLAnchorElement>('a[data-onward]');
if (link !== null) {
  const station = new URLSearchParams(location.search).get('station');
  const there = new URL(link.href);
  if (station !== null) there.searchParams.set('station', station);
  location.replace(there);
}
