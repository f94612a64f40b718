/** Photos dropped on the map: each is uploaded and becomes a station where it was taken. */
import { editor } from '../model/store.svelte.ts';
import { t } from '../words/words.ts';
import { uploadMedium, type Upload } from '../fields/media/upload.svelte.ts';
import { addStationAt, mapTools, type PhotoToPlace } from './tools.svelte.ts';

/**
 * Uploads one after the other, so that the stations stand in the order of the photos. Photos that do not
 * say where they were taken wait for a click. The answer says what became of them, in a sentence.
 */
export async function stationsOfPhotos(
  files: readonly File[],
  onupload: (upload: Upload) => void,
): Promise<string> {
  const placeless: PhotoToPlace[] = [];
  let made = 0;
  let refused = 0;
  for (const file of files) {
    const done = await uploadMedium(file, onupload);
    if (done === undefined || done.medium.type !== 'image') refused += 1;
    else if (done.position === undefined) placeless.push({ name: file.name, medium: done.medium });
    else {
      addStationAt(done.position, done.medium);
      made += 1;
    }
  }
  mapTools.awaitPlaces(placeless);
  editor.seal();
  const words = [t('parts.map.photos_done', { count: made })];
  if (placeless.length > 0) words.push(t('parts.map.photos_placeless', { count: placeless.length }));
  if (refused > 0) words.push(t('parts.map.photos_refused', { count: refused }));
  return words.join(' ');
}
