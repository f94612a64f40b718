/** The uploads that a drop of photos on the map has begun, for whoever shows them. */
import type { Upload } from '../fields/media/upload.svelte.ts';
import { stationsOfPhotos } from './photos.ts';

class PhotoDrop {
  /** Uploads of the last drop: going on, or refused with a sentence. */
  uploads = $state.raw<readonly Upload[]>([]);
  done = $state('');

  async take(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    this.uploads = [];
    this.done = '';
    this.done = await stationsOfPhotos(files, (upload) => (this.uploads = [...this.uploads, upload]));
  }

  dismiss(): void {
    this.uploads = [];
    this.done = '';
  }
}

export const photoDrop = new PhotoDrop();
