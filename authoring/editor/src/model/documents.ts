/**
 * The documents as the editor edits them: the format's own types, generated from its models, in which nearly
 * everything may be absent, for these are drafts.
 *
 * Positions are `[longitude, latitude]` in WGS84 degrees; units stand in the names (`_m`, `_s`).
 */

import type * as format from '../../../../tour_schema/typescript/generated/types.ts';

export type {
  BeaconTrigger,
  GeofenceTrigger,
  Guide,
  Leg,
  Medium,
  Module,
  Stop,
  Tour,
} from '../../../../tour_schema/typescript/generated/types.ts';

export type Id = string;
/** Text by BCP 47 tag; an absent language is missing, an empty string never stands here. */
export type Localized = Readonly<Record<string, string>>;
export type Position = readonly [number, number];
export type Area = format.Circle | format.Polygon;
export type Trigger = NonNullable<format.Station['triggers']>[number];
export type Document = format.Tour | Station | format.Guide | format.Medium;

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

/** A story block in a form, which knows its fields by their pointers. */
export interface Block {
  readonly id: string;
  readonly kind: string;
  readonly [field: string]: Json | undefined;
}

/** A scene in a form: what its anchors and contents hold is known by pointers, too. */
export interface Scene extends Omit<format.Scene, 'anchors' | 'contents'> {
  readonly anchors?: readonly JsonObject[];
  readonly contents?: readonly JsonObject[];
}

export interface Station extends Omit<format.Station, 'story' | 'scenes'> {
  readonly story?: readonly Block[];
  readonly scenes?: readonly Scene[];
}
