import type { Edit } from '../model/workspace.ts';
import { withContent, type SceneAt } from './scenes.ts';
import type { Placement } from '$viewer/ar/poses.ts';

/**
 * Put a content somewhere else, turn it, or make it larger. Steps by keys that follow one another are one step of
 * undo; a drag is written once, when it ends.
 */
export function placeContent(where: SceneAt, id: string, placement: Placement): Edit {
  return {
    label: 'stage.edit.place',
    coalesce: `${where.station}#${where.scene}#${id}`,
    apply: (workspace) =>
      withContent(workspace, where, id, (content) => ({ ...content, pose: { ...rounded(placement) } })),
  };
}

/** A tenth of a millimetre and a thousandth of a degree: more is noise that makes every saved difference longer. */
function rounded({ translation_m, rotation, scale }: Placement) {
  return {
    translation_m: translation_m.map((value) => to(value, 4)),
    rotation: rotation.map((value) => to(value, 6)),
    scale: to(scale, 4),
  };
}

/** Without a minus before zero, which JSON would keep. */
const to = (value: number, decimals: number) => Number(value.toFixed(decimals)) + 0;
