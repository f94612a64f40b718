// What a script adds to the server-rendered pages. Every page works without it.
import './pages.css';

import { letJobShow } from '../import/job.ts';
import { letChoose } from './choosing.ts';
import { letCopy } from './copying.ts';
import { letKeep } from './keeping.ts';
import { letMenusClose } from './menus.ts';
import { letPrint } from './printing.ts';
import { letRepublish } from './republishing.ts';
import { tellInLocalTime } from './times.ts';
import { letUpload } from './uploading.ts';

letMenusClose(document);
letChoose(document);
letCopy(document);
letPrint(document);
letRepublish(document);
letUpload(document);
letKeep(document);
letJobShow(document);
tellInLocalTime(document);

const guide = document.querySelector<HTMLElement>('[data-guide]');
if (guide) {
  // Svelte comes with the preview, and three.js with a figure.
  const { letGuideSpeak } = await import('./guides.ts');
  letGuideSpeak(guide);
}

const table = document.querySelector<HTMLElement>('[data-turntable]');
if (table) {
  // A model's picture stands there until three.js has come.
  const { letTurn } = await import('./turntable.ts');
  await letTurn(table, document);
}

const changes = document.querySelector<HTMLElement>('[data-changes-map]');
if (changes) {
  const { showChanges } = await import('./changesMap.ts');
  showChanges(changes);
}

const map = document.querySelector<HTMLElement>('[data-station-map]');
if (map) {
  // MapLibre is most of what any page weighs: only the library loads it, and after its list is there.
  const { showStations } = await import('./stationMap.ts');
  showStations(map);
}
