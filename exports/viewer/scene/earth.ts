/** What is said of a scene that stands on Earth: how well the phone knows where that is, and why it does not. */
import { between, compassName } from '../ar/attitude.ts';
import { bears, COMPASS_DEG, type Failing } from '../ar/earthFrame.ts';
import type { Reading } from '../ar/onEarth.ts';
import { formatNumber, t } from './words.ts';
import type { Climb } from './climbing.ts';

const HALF_SCREEN_DEG = 20;
/** A position that is older than this says so, s. */
const OLD_S = 15;

export const metres = (value: number) => formatNumber(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
const whole = (value: number) => formatNumber(Math.round(value));

/** How exact position and compass are: what the phone says, else what phones are taken for. */
export function accuracyWords({ fix, attitude }: Reading): string {
  const told = attitude?.accuracy_deg;
  const deg = whole(told ?? COMPASS_DEG);
  const compass = attitude === undefined ? t('scene.earth.no_compass') : t(told === undefined ? 'scene.earth.compass_guessed' : 'scene.earth.compass', { deg });
  return fix === undefined ? compass : t('scene.earth.accuracy', { metres: metres(Math.max(fix.accuracy_m, 0.1)), compass });
}

/** How far it is, in which direction, and to which side of where the phone looks. */
export function wayWords({ fix, attitude, distance_m, bearing_deg, correction }: Reading): string {
  if (fix === undefined) return '';
  if (distance_m <= fix.accuracy_m) return t('scene.earth.within', { metres: metres(distance_m) });
  const way = t('scene.earth.way', { metres: metres(distance_m), direction: t(`scene.compass.${compassName(bearing_deg)}`) });
  if (attitude === undefined) return way;
  const ahead = between(attitude.heading_deg - correction.turn_deg, bearing_deg);
  const side = Math.abs(ahead) <= HALF_SCREEN_DEG ? 'ahead' : Math.abs(ahead) > 150 ? 'behind' : ahead > 0 ? 'right' : 'left';
  return `${way} ${t(`scene.earth.side.${side}`)}`;
}

/** What was put right by hand; '' where nothing was. */
export function correctionWords({ correction: { turn_deg, up_m } }: Reading): string {
  const [turned, lifted] = [Math.abs(turn_deg) >= 0.5, Math.abs(up_m) >= 0.05];
  const turn = turned && t(turn_deg > 0 ? 'scene.earth.right' : 'scene.earth.left', { deg: whole(Math.abs(turn_deg)) });
  const lift = lifted && t(up_m > 0 ? 'scene.earth.higher' : 'scene.earth.lower', { metres: metres(Math.abs(up_m)) });
  const said = [turn, lift].filter((each) => each !== false).join(', ');
  return said && t('scene.earth.by_hand', { what: said });
}

/** How old the position is, where it is old. */
export function oldWords({ fix }: Reading): string {
  const seconds = fix === undefined ? 0 : Math.round((Date.now() - fix.at) / 1000);
  return seconds > OLD_S ? t('scene.earth.old', { seconds: whole(seconds) }) : '';
}

export function failedSentence(step: Climb, why: Failing, reading: Reading | undefined): string {
  const tolerance = step.anchor.kind === 'geo' ? bears(step.anchor) : undefined;
  const values = {
    metres: metres(reading?.fix?.accuracy_m ?? 0),
    most: metres(tolerance?.horizontal_m ?? 0),
    deg: whole(reading?.attitude?.accuracy_deg ?? 0),
    most_deg: whole(tolerance?.heading_deg ?? 0),
  };
  return t(`scene.earth.failed.${why}`, values);
}
