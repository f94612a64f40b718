/** Which photo this browser showed behind a scene: a help for who places it, and nothing of the document. */
import type { SceneAt } from '../edits/scenes.ts';
import type { Id } from '../model/documents.ts';

const KEY = 'wayfable-stage-panoramas';
/** So many scenes are remembered, the last ones. */
const MOST = 200;

type Kept = readonly (readonly [where: string, photo: Id])[];

function all(): Kept {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? (kept as Kept) : [];
  } catch {
    return [];
  }
}

const nameOf = ({ station, scene }: SceneAt) => `${station}#${scene}`;

export function rememberedPanorama(where: SceneAt): Id | undefined {
  return all().find(([name]) => name === nameOf(where))?.[1];
}

export function rememberPanorama(where: SceneAt, photo: Id): void {
  const name = nameOf(where);
  const kept = [...all().filter(([other]) => other !== name), [name, photo]].slice(-MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A private window remembers nothing; the photo is shown all the same.
  }
}
