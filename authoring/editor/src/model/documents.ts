/**
 * The documents as the editor edits them: drafts, so nearly everything may be absent.
 *
 * Positions are `[longitude, latitude]` in WGS84 degrees; units stand in the names (`_m`, `_s`).
 */

export type Id = string;
/** Text by BCP 47 tag; an absent language is missing, an empty string never stands here. */
export type Localized = Readonly<Record<string, string>>;
export type Position = readonly [number, number];

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

interface Head {
  readonly format: string;
  readonly id: Id;
}

export interface Circle {
  readonly kind: 'circle';
  readonly centre: Position;
  readonly radius_m: number;
}

export interface Polygon {
  readonly kind: 'polygon';
  readonly rings: readonly (readonly Position[])[];
}

export type Area = Circle | Polygon;

export interface GeofenceTrigger {
  readonly kind: 'geofence';
  readonly area: Area;
  readonly dwell_s?: number;
  readonly repeat?: 'once' | 'always';
}

export interface CodeTrigger {
  readonly kind: 'code';
  readonly number: string;
  readonly qr?: boolean;
  readonly nfc?: boolean;
}

export interface ImageTrigger {
  readonly kind: 'image';
  readonly scene: string;
}

export interface BeaconTrigger {
  readonly kind: 'beacon';
  readonly ibeacon?: { readonly uuid: string; readonly major: number; readonly minor: number };
  readonly eddystone?: { readonly namespace: string; readonly instance: string };
  readonly repeat?: 'once' | 'always';
}

export interface ManualTrigger {
  readonly kind: 'manual';
}

export type Trigger = GeofenceTrigger | CodeTrigger | ImageTrigger | BeaconTrigger | ManualTrigger;

export interface Place {
  readonly position?: Position;
  readonly height?: { readonly metres: number; readonly reference: string };
  readonly address?: {
    readonly street?: string;
    readonly postal_code?: string;
    readonly locality?: string;
    readonly region?: string;
    readonly country?: string;
  };
  readonly indoor?: boolean;
  readonly floor?: string;
}

/** A story block; what else it holds depends on its kind (see tour_schema/story.py). */
export interface Block {
  readonly id: string;
  readonly kind: string;
  readonly [field: string]: Json | undefined;
}

export interface Facts {
  readonly opening_hours?: string;
  readonly time_zone?: string;
  readonly contact?: { readonly name?: string; readonly phone?: string; readonly email?: string };
  readonly prices?: readonly { readonly label?: Localized; readonly amount: number; readonly currency?: string }[];
  readonly links?: readonly { readonly rel: string; readonly href: string; readonly label?: Localized }[];
}

export interface Access {
  readonly step_free?: boolean;
  readonly surface?: string;
  readonly width_m?: number;
  readonly seating?: boolean;
  readonly toilet?: boolean;
  readonly accessible_toilet?: boolean;
  readonly note?: Localized;
}

export interface Scene {
  readonly id: string;
  readonly title?: Localized;
  readonly anchors?: readonly JsonObject[];
  readonly contents?: readonly JsonObject[];
}

export interface Station extends Head {
  readonly kind: 'station';
  readonly original: string;
  readonly title?: Localized;
  readonly summary?: Localized;
  readonly cover?: Id;
  readonly place?: Place;
  readonly triggers?: readonly Trigger[];
  readonly story?: readonly Block[];
  readonly scenes?: readonly Scene[];
  readonly facts?: Facts;
  readonly access?: Access;
  readonly themes?: readonly string[];
  readonly audiences?: readonly string[];
  readonly duration_s?: number;
  readonly sources?: readonly { readonly title: string; readonly href?: string; readonly same_as?: string }[];
  readonly licence?: string;
  readonly credit?: string;
}

export interface Stop {
  readonly id: string;
  readonly station: Id;
  readonly intro?: Localized;
  readonly bridge?: Localized;
  readonly optional?: boolean;
}

export interface Module {
  readonly id: string;
  readonly title?: Localized;
  readonly summary?: Localized;
  readonly audiences?: readonly string[];
  readonly duration_s?: number;
  readonly required?: boolean;
  readonly after?: readonly string[];
  readonly not_with?: readonly string[];
  readonly stops?: readonly Stop[];
}

export interface Leg {
  readonly from: string;
  readonly to: string;
  readonly geometry?: { readonly type: 'LineString'; readonly coordinates: readonly (readonly number[])[] };
  readonly distance_m?: number;
  readonly duration_s?: number;
  readonly steps?: number;
  readonly surface?: string;
  readonly note?: Localized;
}

export interface Tour extends Head {
  readonly kind: 'tour';
  readonly slug?: string;
  readonly original: string;
  readonly languages?: readonly string[];
  readonly title?: Localized;
  readonly teaser?: Localized;
  readonly description?: Localized;
  readonly cover?: Id;
  readonly mode?: 'walk' | 'bike' | 'car' | 'public_transport' | 'indoor';
  readonly difficulty?: string;
  readonly play?: { readonly order?: string; readonly remote?: boolean; readonly address?: string };
  readonly guide?: Id;
  readonly modules?: readonly Module[];
  readonly route?: { readonly legs?: readonly Leg[] };
  readonly season?: { readonly from: string; readonly to: string };
  readonly meeting_point?: { readonly position?: Position; readonly note?: Localized; readonly transit?: Localized };
  readonly access?: Access;
  readonly audiences?: readonly string[];
  readonly themes?: readonly string[];
  readonly partners?: readonly JsonObject[];
  readonly credits?: readonly { readonly role?: Localized; readonly name: string }[];
  readonly licence?: string;
  readonly credit?: string;
  readonly colour?: string;
}

export interface Guide extends Head {
  readonly kind: 'guide';
  readonly original: string;
  readonly name?: Localized;
  readonly introduction?: Localized;
  readonly portrait?: Id;
  readonly figure?: Id;
  readonly clips?: Readonly<Record<string, string>>;
  readonly voices?: Readonly<Record<string, { readonly name: string; readonly engine?: string }>>;
  readonly licence?: string;
  readonly credit?: string;
}

export interface MediumFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly media_type: string;
  readonly width_px?: number;
  readonly height_px?: number;
  readonly duration_s?: number;
}

export interface Medium extends Head {
  readonly kind: 'medium';
  readonly type: 'image' | 'panorama' | 'audio' | 'video' | 'model' | 'target' | 'captions';
  readonly title?: Localized;
  readonly original: MediumFile;
  readonly language?: string;
  readonly alt?: Localized;
  readonly decorative?: boolean;
  readonly caption?: Localized;
  readonly transcript?: Localized;
  readonly captions?: Readonly<Record<string, Id>>;
  readonly credit?: string;
  readonly licence?: string;
  readonly source?: string;
  readonly rights_until?: string;
  readonly focal_point?: readonly [number, number];
  readonly variants?: readonly (MediumFile & { readonly use: string })[];
}

export type Document = Tour | Station | Guide | Medium;
