/** What the screen of a scene says. */
import english from '../translations/scene/en.json';
import german from '../translations/scene/de.json';
import { apart } from '../words/apart.ts';
import { currentLocale } from '../words/locale.svelte.ts';
import type { Station } from '../../../tour_schema/typescript/generated/types.ts';
import * as sentences from '../words/sentences.ts';

export const t = apart(german, english);

export const formatNumber = (value: number, options?: Intl.NumberFormatOptions) => sentences.formatNumber(currentLocale(), value, options);

type Kind = NonNullable<Station['story']>[number]['kind'];

/** What a block of a story is, in words; '' where there is none. */
export const blockWord = (kind: Kind | undefined) => (kind === undefined ? '' : t(`scene.block.${kind}`));
