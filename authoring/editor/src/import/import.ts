// What a script adds to the import's pages: dropping, folders, progress, and the map of a preview.
import './import.css';

import { letJobShow } from './job.ts';
import { letSend } from './sending.ts';
import { letTourFollow } from './tour.ts';

letSend(document);
letTourFollow(document);
letJobShow(document);

const place = document.querySelector<HTMLElement>('[data-plan-map]');
if (place) {
  // The list is there before the map; MapLibre weighs more than all the rest of the page.
  const { showPlan } = await import('./planMap.ts');
  showPlan(place);
}
