// Made from tour_schema/published/1.0 by `python -m tour_schema.publishing`: do not edit.

/** How one gets there and about; absent is unknown, not no. */
export interface Access {
  readonly step_free?: boolean;
  readonly surface?: "asphalt" | "paving" | "cobbles" | "gravel" | "earth" | "grass" | "wood" | "steps" | "indoor";
  readonly width_m?: number;
  readonly seating?: boolean;
  readonly toilet?: boolean;
  readonly accessible_toilet?: boolean;
  readonly note?: Readonly<Record<string, string>>;
}

/** A postal address; the country is ISO 3166-1 alpha-2. */
export interface Address {
  readonly street?: string;
  readonly postal_code?: string;
  readonly locality?: string;
  readonly region?: string;
  readonly country?: string;
}

/** A small story beside the big one. */
export interface AnecdoteBlock {
  readonly id: string;
  /** For whom only; for everybody where empty. */
  readonly audiences?: readonly string[];
  readonly kind: "anecdote";
  readonly title?: Readonly<Record<string, string>>;
  readonly text?: Readonly<Record<string, string>>;
  readonly medium?: string;
}

/** Something to hear; one recording for each language. */
export interface AudioBlock {
  readonly id: string;
  /** For whom only; for everybody where empty. */
  readonly audiences?: readonly string[];
  readonly kind: "audio";
  readonly title?: Readonly<Record<string, string>>;
  readonly recordings?: Readonly<Record<string, string>>;
  /** Speech needs one recording for each language and a transcript; music and sounds need neither. */
  readonly spoken?: boolean;
  /**
   * What is to be spoken, where it is written down before somebody speaks it. Captions stand at the
   * recording.
   */
  readonly text?: Readonly<Record<string, string>>;
  /** What the recording in a language remembers of that text. */
  readonly speech?: Readonly<Record<string, Speech>>;
  /** Of what the text in another language than the station's original is a translation. */
  readonly translations?: Readonly<Record<string, Translation>>;
}

/** A Bluetooth beacon. Only native apps hear it: a station needs another way as well. */
export interface BeaconTrigger {
  readonly kind: "beacon";
  readonly ibeacon?: IBeacon;
  readonly eddystone?: Eddystone;
  readonly repeat?: "once" | "always";
}

/** The same view at two times, with a slider between them. */
export interface BeforeAfterBlock {
  readonly id: string;
  /** For whom only; for everybody where empty. */
  readonly audiences?: readonly string[];
  readonly kind: "before_after";
  readonly before?: string;
  readonly after?: string;
  readonly years?: readonly [string, string];
}

/** All published tours of an installation. */
export interface Catalogue {
  readonly format?: string;
  readonly id: string;
  readonly extensions?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
  readonly kind: "catalogue";
  readonly title?: Readonly<Record<string, string>>;
  readonly tours?: readonly CatalogueEntry[];
}

/** A published tour, as a list shows it. */
export interface CatalogueEntry {
  readonly tour: string;
  readonly slug: string;
  readonly version: number;
  readonly title: Readonly<Record<string, string>>;
  readonly teaser?: Readonly<Record<string, string>>;
  readonly languages: readonly string[];
  readonly mode?: "walk" | "bike" | "car" | "public_transport" | "indoor";
  readonly position?: readonly [number, number];
  /** West, south, east, north in degrees (RFC 7946 §5). */
  readonly bounding_box?: readonly [number, number, number, number];
  readonly distance_m?: number;
  readonly duration_s?: number;
  readonly bytes: number;
  readonly manifest: string;
}

/** One or more of the options are right. */
export interface ChoiceAnswer {
  readonly kind: "choice";
  readonly options?: readonly Option[];
}

/** All positions within ``radius_m`` metres of the centre. */
export interface Circle {
  readonly kind: "circle";
  readonly centre: readonly [number, number];
  readonly radius_m: number;
}

/** An anchor that a provider keeps, for a time. */
export interface CloudAnchor {
  readonly id: string;
  readonly verified?: Verified;
  readonly kind: "cloud";
  readonly provider: string;
  readonly anchor_id: string;
  readonly hosted_at?: string;
  readonly expires_at?: string;
}

/** A printed marker: its content and the true length of its edge, without the white border round it. */
export interface CodeAnchor {
  readonly id: string;
  readonly verified?: Verified;
  readonly kind: "code";
  readonly content: string;
  readonly size_m?: number;
  readonly upright?: boolean;
}

/** A number on a sign, to type, to scan as QR or to read by NFC. The number is unique in a tour. */
export interface CodeTrigger {
  readonly kind: "code";
  readonly number: string;
  readonly qr?: boolean;
  readonly nfc?: boolean;
}

/** How to reach whoever looks after the place. */
export interface Contact {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}

/** Who did what. */
export interface Credit {
  readonly role?: Readonly<Record<string, string>>;
  readonly name: string;
}

/** A caption: what is shown of speech, from one moment until another. */
export interface Cue {
  readonly id: string;
  readonly start_s: number;
  readonly end_s: number;
  /** Lines as they are broken; the tags of WebVTT (``<i>``) may stand in it. */
  readonly text: string;
  /** Where it stands on the picture, as WebVTT says it: ``line:0 align:start``. */
  readonly settings?: string;
}

/** What an Eddystone-UID frame sends: namespace (10 bytes) and instance (6 bytes), hexadecimal. */
export interface Eddystone {
  readonly namespace: string;
  readonly instance: string;
}

/** What a visitor has to know beside the story. */
export interface Facts {
  /** OpenStreetMap ``opening_hours`` syntax. */
  readonly opening_hours?: string;
  /** An IANA time zone, needed with opening hours. */
  readonly time_zone?: string;
  readonly contact?: Contact;
  readonly prices?: readonly Price[];
  readonly links?: readonly Link[];
}

/** Bytes and what is known of them. */
export interface File {
  readonly sha256: string;
  readonly bytes: number;
  readonly media_type: string;
  readonly width_px?: number;
  readonly height_px?: number;
  readonly duration_s?: number;
}

/** A change that removes its issue: a JSON Patch that first tests what it changes. */
export interface Fix {
  /** The code whose ``fix`` words name this change on a button. */
  readonly label_code: string;
  readonly patch: readonly Operation[];
}

/** Several pictures to leaf through. */
export interface GalleryBlock {
  readonly id: string;
  /** For whom only; for everybody where empty. */
  readonly audiences?: readonly string[];
  readonly kind: "gallery";
  readonly media?: readonly string[];
}

/** A place on Earth. ``h`` of the pose is measured from ``height_reference``; a rule asks for it. */
export interface GeoAnchor {
  readonly id: string;
  readonly verified?: Verified;
  readonly kind: "geo";
  readonly geopose: GeoPose;
  readonly height_reference?: "ellipsoid" | "sea_level" | "terrain" | "rooftop";
  readonly tolerance?: GeoTolerance;
}

/** A GeoPose Basic-Quaternion (OGC 21-056r11 §7.4), valid as it stands. */
export interface GeoPose {
  readonly position: GeoPosition;
  readonly quaternion: GeoQuaternion;
}

/**
 * GeoPose 1.0 (OGC 21-056r11) position: degrees, and metres above the WGS84 ellipsoid as GeoPose reads
 * ``h``.
 */
export interface GeoPosition {
  readonly lat: number;
  readonly lon: number;
  readonly h: number;
}

/** GeoPose 1.0 orientation: a unit quaternion that turns the local East-North-Up frame. */
export interface GeoQuaternion {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly w: number;
}

/** How wrong position and heading may be before the next anchor of the ladder is tried. */
export interface GeoTolerance {
  readonly horizontal_m: number;
  readonly heading_deg: number;
}

/** Fires when the phone has been inside the area for ``dwell_s`` seconds. */
export interface GeofenceTrigger {
  readonly kind: "geofence";
  readonly area: Circle | Polygon;
  readonly dwell_s?: number;
  readonly repeat?: "once" | "always";
}

/** A character with a portrait, perhaps a figure, and a voice for each language. */
export interface Guide {
  readonly format?: string;
  readonly id: string;
  readonly extensions?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
  readonly kind: "guide";
  readonly original: string;
  readonly name?: Readonly<Record<string, string>>;
  readonly introduction?: Readonly<Record<string, string>>;
  readonly portrait?: string;
  /** A GLB whose clips are mapped below. */
  readonly figure?: string;
  readonly clips?: Readonly<Record<string, string>>;
  readonly voices?: Readonly<Record<string, Voice>>;
  readonly licence?: string;
  readonly credit?: string;
}

/** The guide performs a line of the story. */
export interface GuideContent {
  readonly id: string;
  readonly pose?: Pose;
  /** Shown while the phone is between these distances from it, in metres. */
  readonly visible_m?: readonly [number, number];
  readonly on_tap?: OpenBlock | PlayClip | OpenLink | ShowContent;
  readonly kind: "guide";
  readonly line?: string;
}

/** The virtual guide speaks. Without AR it is a speech bubble with the portrait. */
export interface GuideLineBlock {
  readonly id: string;
  /** For whom only; for everybody where empty. */
  readonly audiences?: readonly string[];
  readonly kind: "guide_line";
  /** Which guide; the tour's own where absent. */
  readonly guide?: string;
  readonly text?: Readonly<Record<string, string>>;
  /** Of what the text in another language than the station's original is a translation. */
  readonly translations?: Readonly<Record<string, Translation>>;
  readonly gesture?: "idle" | "talk" | "point" | "wave";
  readonly recordings?: Readonly<Record<string, Recording>>;
}

/** How a panorama lies in the world. */
export interface Heading {
  /** The compass direction of the picture's middle: 0 is North, clockwise. */
  readonly compass_deg: number;
  readonly position?: readonly [number, number];
}

/** A height, which is worth nothing without what it is measured from. */
export interface Height {
  readonly metres: number;
  readonly reference: "ellipsoid" | "sea_level" | "terrain" | "rooftop";
}

/** A point of a panorama that can be chosen. */
export interface Hotspot {
  readonly id: string;
  /** Degrees from the picture's middle, to the right. */
  readonly yaw_deg: number;
  /** Degrees above the horizon. */
  readonly pitch_deg: number;
  readonly text?: Readonly<Record<string, string>>;
  readonly medium?: string;
}

/** What an iBeacon sends: proximity UUID, major and minor. */
export interface IBeacon {
  readonly uuid: string;
  readonly major: number;
  readonly minor: number;
}

/** A picture that the camera finds: its target and its true width. */
export interface ImageAnchor {
  readonly id: string;
  readonly verified?: Verified;
  readonly kind: "image";
  readonly target?: string;
  readonly width_m?: number;
  /** Hangs on a wall; lies flat where false. */
  readonly upright?: boolean;
}

/** One picture with its caption. */
export interface ImageBlock {
  readonly id: string;
  /** For whom only; for everybody where empty. */
  readonly audiences?: readonly string[];
  readonly kind: "image";
  readonly medium?: string;
}

/** A flat picture of the given width, standing in the x-y plane. */
export interface ImageContent {
  readonly id: string;
  readonly pose?: Pose;
  /** Shown while the phone is between these distances from it, in metres. */
  readonly visible_m?: readonly [number, number];
  readonly on_tap?: OpenBlock | PlayClip | OpenLink | ShowContent;
  readonly kind: "image";
  readonly medium?: string;
  readonly width_m?: number;
}

/** Fires when the camera sees the target of one of the station's scenes. */
export interface ImageTrigger {
  readonly kind: "image";
  readonly scene: string;
}

/** One fault of one document. */
export interface Issue {
  readonly code: string;
  readonly severity: Severity;
  /** The id of the document at fault; absent where it could not be read. */
  readonly document?: string;
  readonly document_kind?: "station" | "tour" | "guide" | "medium" | "manifest" | "resolved_tour" | "catalogue";
  readonly pointer?: string;
  readonly values?: Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>;
  readonly fix?: Fix;
}

export type JsonValue = unknown;

/** Words that turn towards the visitor. */
export interface LabelContent {
  readonly id: string;
  readonly pose?: Pose;
  /** Shown while the phone is between these distances from it, in metres. */
  readonly visible_m?: readonly [number, number];
  readonly on_tap?: OpenBlock | PlayClip | OpenLink | ShowContent;
  readonly kind: "label";
  readonly text?: Readonly<Record<string, string>>;
}

/** The way from one stop to another. */
export interface Leg {
  readonly from: string;
  readonly to: string;
  readonly geometry?: LineString;
  readonly distance_m?: number;
  readonly duration_s?: number;
  /** How many steps there are to climb; absent is unknown. */
  readonly steps?: number;
  readonly surface?: "asphalt" | "paving" | "cobbles" | "gravel" | "earth" | "grass" | "wood" | "steps" | "indoor";
  readonly note?: Readonly<Record<string, string>>;
}

/** Another image target that a camera could take for this one. */
export interface LikeTarget {
  /** Its id. It is no use of that medium: a tour does not bring it along. */
  readonly medium: string;
  /** The share of features that lie alike in both. */
  readonly likeness: number;
}

/**
 * A GeoJSON LineString (RFC 7946 §3.1.4); a third number of a position is a height above the
 * ellipsoid, metres.
 */
export interface LineString {
  readonly type?: "LineString";
  readonly coordinates?: readonly (readonly [number, number] | readonly [number, number, number])[];
}

/** A page about the station, and what it is for. */
export interface Link {
  readonly rel: "booking" | "website" | "more" | "map" | "transit" | "social";
  readonly href: string;
  readonly label?: Readonly<Record<string, string>>;
}

/** A way onward: a page, a telephone number, another station (``station:<id>``). */
export interface LinkBlock {
  readonly id: string;
  /** For whom only; for everybody where empty. */
  readonly audiences?: readonly string[];
  readonly kind: "link";
  readonly href?: string;
  readonly label?: Readonly<Record<string, string>>;
}

/** What a bundle consists of. ``id`` is the tour's; ``version`` counts its publications. */
export interface Manifest {
  readonly format?: string;
  readonly id: string;
  readonly extensions?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
  readonly kind: "manifest";
  readonly tour: string;
  readonly version: number;
  /** When this version was published; absent in an export, so that the same input gives the same bytes. */
  readonly made_at?: string;
  readonly languages?: readonly string[];
  readonly qualities?: readonly ("low" | "high")[];
  /** The file that holds the resolved tour. */
  readonly entry: string;
  readonly files?: readonly ManifestFile[];
}

/** A file of the bundle. */
export interface ManifestFile {
  /** Where it lies in the bundle, relative; no part of it begins with a dot. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly media_type: string;
  readonly for?: Purpose;
  /** The tour cannot be told without it. */
  readonly required?: boolean;
  /** In a published folder: what is fetched instead of the whole file by those who have an older one. */
  readonly patches?: readonly Patch[];
}

/** The visitor opens it. */
export interface ManualTrigger {
  readonly kind: "manual";
}

/** A medium's document. The original is private; ``variants`` are what is published. */
export interface Medium {
  readonly format?: string;
  readonly id: string;
  readonly extensions?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
  readonly kind: "medium";
  readonly type: "image" | "panorama" | "audio" | "video" | "model" | "target" | "captions";
  readonly title?: Readonly<Record<string, string>>;
  /** The file as it was uploaded. Its name and metadata are not kept here and are never published. */
  readonly original: File;
  /** The language that is spoken or written in it; absent where it has none. */
  readonly language?: string;
  /** What a person who cannot see it needs to know. */
  readonly alt?: Readonly<Record<string, string>>;
  /** Says nothing that the text does not say: a screen reader skips it, and no alt text is asked for. */
  readonly decorative?: boolean;
  readonly caption?: Readonly<Record<string, string>>;
  readonly transcript?: Readonly<Record<string, string>>;
  /** WebVTT media by language. */
  readonly captions?: Readonly<Record<string, string>>;
  /**
   * What captions say and when, in order. Where there are any, the variant ``captions`` is written from
   * them.
   */
  readonly cues?: readonly Cue[];
  /** Videos in a sign language, by its tag (``gsg``). */
  readonly sign_language?: Readonly<Record<string, string>>;
  readonly credit?: string;
  /** An SPDX id, or the licence's own ``https:`` address. */
  readonly licence?: string;
  /** Where it was taken from, an ``https:`` address. */
  readonly source?: string;
  /** The last day on which it may be shown. */
  readonly rights_until?: string;
  readonly focal_point?: readonly [number, number];
  readonly model?: ModelFacts;
  readonly target?: TargetFacts;
  readonly heading?: Heading;
  readonly hotspots?: readonly Hotspot[];
  readonly variants?: readonly Variant[];
}

/** Where the tour begins, and how to get there. */
export interface MeetingPoint {
  readonly position?: readonly [number, number];
  readonly note?: Readonly<Record<string, string>>;
  readonly transit?: Readonly<Record<string, string>>;
}

/** A 3D model: GLB, with a USDZ variant for iOS. */
export interface ModelContent {
  readonly id: string;
  readonly pose?: Pose;
  /** Shown while the phone is between these distances from it, in metres. */
  readonly visible_m?: readonly [number, number];
  readonly on_tap?: OpenBlock | PlayClip | OpenLink | ShowContent;
  readonly kind: "model";
  readonly medium?: string;
  readonly clip?: string;
}

/** What a 3D model weighs on a phone. */
export interface ModelFacts {
  readonly triangles: number;
  readonly materials?: number;
  readonly largest_texture_px?: number;
  readonly textures?: number;
  /** What its textures take of a phone's graphics memory, with their smaller copies. */
  readonly texture_bytes?: number;
  readonly joints?: number;
  /** Names of the animation clips in the file. */
  readonly clips?: readonly string[];
  /** How many seconds each of them takes, in the same order. */
  readonly clips_s?: readonly number[];
  /** Extent along x, y, z in metres (glTF 2.0 §3.4: y up), as the variants have it. */
  readonly size_m?: readonly [number, number, number];
  /** What the variants were multiplied by: 0.01 where the original was made in centimetres. */
  readonly scale?: number;
  /** Absent before one was made or brought. */
  readonly usdz?: UsdzFacts;
}

/** A chapter that can stand alone. ``after`` and ``not_with`` say which choices tell a coherent story. */
export interface Module {
  readonly id: string;
  readonly title?: Readonly<Record<string, string>>;
  readonly summary?: Readonly<Record<string, string>>;
  readonly audiences?: readonly string[];
  /** As the editor states it; the sum of stops and legs where absent. */
  readonly duration_s?: number;
  readonly required?: boolean;
  readonly after?: readonly string[];
  readonly not_with?: readonly string[];
  readonly stops?: readonly Stop[];
}

/** A number, within a tolerance. */
export interface NumberAnswer {
  readonly kind: "number";
  readonly value: number;
  readonly tolerance?: number;
  readonly unit?: Readonly<Record<string, string>>;
}

/** Shows a block of the story. */
export interface OpenBlock {
  readonly kind: "open_block";
  readonly block: string;
}

/** Opens a page, after asking. */
export interface OpenLink {
  readonly kind: "open_link";
  readonly href: string;
}

/** One operation of a JSON Patch (RFC 6902). */
export interface Operation {
  readonly op: "test" | "add" | "remove" | "replace";
  readonly path: string;
  readonly value?: JsonValue;
}

/** A possible answer of a choice, with what is said when it is chosen. */
export interface Option {
  readonly text?: Readonly<Record<string, string>>;
  readonly correct?: boolean;
  readonly feedback?: Readonly<Record<string, string>>;
}

/** Things to bring into order; they stand here in the right one. */
export interface OrderAnswer {
  readonly kind: "order";
  readonly items?: readonly (Readonly<Record<string, string>>)[];
}

/** A 360° picture, with the hotspots of its medium. */
export interface PanoramaBlock {
  readonly id: string;
  /** For whom only; for everybody where empty. */
  readonly audiences?: readonly string[];
  readonly kind: "panorama";
  readonly medium?: string;
}

/** A guided tour by people that this tour complements. */
export interface Partner {
  readonly name: string;
  readonly offer?: Readonly<Record<string, string>>;
  /** When, in OpenStreetMap ``opening_hours`` syntax: ``"Sa 11:00"``. */
  readonly meets?: string;
  readonly where?: Readonly<Record<string, string>>;
  readonly booking?: string;
}

/**
 * How to make a file of an older one that a phone may have.
 *
 * `patches/<from>-<sha256>.zst` in the published folder: one Zstandard frame (RFC 8878) for which the
 * older file
 * is the prefix that matches may refer to (`zstd --patch-from`).
 */
export interface Patch {
  readonly from: string;
  readonly bytes: number;
}

/** Where a station is. No position means that nobody knows it yet; it is never invented. */
export interface Place {
  readonly position?: readonly [number, number];
  readonly height?: Height;
  readonly address?: Address;
  readonly indoor?: boolean;
  /** The floor as the building names it: ``"0"``, ``"EG"``, ``"-1"``. */
  readonly floor?: string;
}

/** The last step of every ladder: a picture or a 3D view without AR, so that nobody is shut out. */
export interface PlainAnchor {
  readonly id: string;
  readonly verified?: Verified;
  readonly kind: "plain";
  readonly medium?: string;
}

/** A surface that the visitor chooses. */
export interface PlaneAnchor {
  readonly id: string;
  readonly verified?: Verified;
  readonly kind: "plane";
  readonly surface?: "floor" | "wall" | "table";
  /** Width and depth that the surface must have at least. */
  readonly least_size_m?: readonly [number, number];
}

/** How a tour may be played. */
export interface Play {
  readonly order?: "free" | "fixed";
  /** Everything can be opened away from the place. */
  readonly remote?: boolean;
  /** How the viewer speaks to its reader in German. */
  readonly address?: "neutral" | "du" | "sie";
}

/** Plays an animation clip of the model. */
export interface PlayClip {
  readonly kind: "play_clip";
  readonly clip: string;
}

/** An area by its linear rings: the outer one first, then holes; each closed (RFC 7946 §3.1.6). */
export interface Polygon {
  readonly kind: "polygon";
  readonly rings: readonly (readonly (readonly [number, number])[])[];
}

/** Where a content stands in the anchor's frame: scaled, then turned, then moved. */
export interface Pose {
  readonly translation_m?: readonly [number, number, number];
  /** A unit quaternion x, y, z, w. */
  readonly rotation?: readonly [number, number, number, number];
  readonly scale?: number;
}

/** What admission costs; ISO 4217 currency, free where the amount is 0. */
export interface Price {
  readonly label?: Readonly<Record<string, string>>;
  readonly amount: number;
  readonly currency?: string;
}

/** Which phones need a file; absent means all of them. */
export interface Purpose {
  readonly language?: string;
  readonly quality?: "low" | "high";
  readonly part?: "core" | "image" | "audio" | "video" | "ar" | "map";
  readonly medium?: string;
  readonly use?: "480" | "1080" | "2160" | "low" | "high" | "poster" | "thumbnail" | "usdz" | "mind" | "captions" | "waveform" | "features" | "tiles";
}

/** A question with its answer, and why it is so. */
export interface QuizBlock {
  readonly id: string;
  /** For whom only; for everybody where empty. */
  readonly audiences?: readonly string[];
  readonly kind: "quiz";
  readonly question?: Readonly<Record<string, string>>;
  readonly medium?: string;
  readonly answer: ChoiceAnswer | NumberAnswer | WordAnswer | OrderAnswer;
  readonly explanation?: Readonly<Record<string, string>>;
}

/** Somebody's own words. */
export interface QuoteBlock {
  readonly id: string;
  /** For whom only; for everybody where empty. */
  readonly audiences?: readonly string[];
  readonly kind: "quote";
  readonly text?: Readonly<Record<string, string>>;
  readonly by?: Readonly<Record<string, string>>;
  readonly year?: string;
  readonly source?: string;
}

/** A spoken text of the virtual guide, with its captions. */
export interface Recording {
  /** SHA-256 of the text that it speaks, in UTF-8. */
  readonly made_from?: string;
  /**
   * The text that it speaks, as it stood then or was found still right: a minor edit since makes it no
   * older.
   */
  readonly spoken?: string;
  /** The same for its captions: the text that they write down. */
  readonly captioned?: string;
  /** Made by a speech engine and not yet replaced. */
  readonly draft?: boolean;
  readonly medium: string;
  readonly captions?: string;
}

/** Every issue that was found, in the order of the documents and of their rules. */
export interface Report {
  readonly kind: "report";
  readonly issues?: readonly Issue[];
}

/** A tour with everything that it names, as it was at one moment. */
export interface ResolvedTour {
  readonly format: string;
  readonly kind: "resolved_tour";
  readonly tour: Tour;
  readonly stations?: readonly Station[];
  readonly guides?: readonly Guide[];
  readonly media?: readonly Medium[];
}

/** The legs of a tour, in the order in which it is usually walked. */
export interface Route {
  readonly legs?: readonly Leg[];
}

/** Where the same thing is described elsewhere. */
export interface Same {
  readonly title: string;
  readonly href?: string;
  /** The record that this one was made from, such as a ThüCAT address. */
  readonly same_as?: string;
}

/** One AR scene of a station. */
export interface Scene {
  readonly id: string;
  readonly title?: Readonly<Record<string, string>>;
  readonly anchors?: readonly (GeoAnchor | ImageAnchor | PlaneAnchor | CodeAnchor | CloudAnchor | PlainAnchor)[];
  readonly contents?: readonly (ModelContent | ImageContent | VideoContent | LabelContent | SoundContent | GuideContent)[];
  /**
   * A panorama of the spot, before which the scene was placed. It is no use of that medium: a tour does
   * not bring it
   * along.
   */
  readonly backdrop?: string;
}

/** The days of each year on which the tour makes sense, both included; may run over New Year. */
export interface Season {
  readonly from: string;
  readonly to: string;
}

/** How much an issue matters. */
export type Severity = "error" | "warning" | "hint";

/** Shows or hides another content of the scene. */
export interface ShowContent {
  readonly kind: "toggle_content";
  readonly content: string;
}

/**
 * A sound that comes from a place: softer with the distance, silent outside ``visible_m``, or beyond
 * 10 m.
 */
export interface SoundContent {
  readonly id: string;
  readonly pose?: Pose;
  /** Shown while the phone is between these distances from it, in metres. */
  readonly visible_m?: readonly [number, number];
  readonly on_tap?: OpenBlock | PlayClip | OpenLink | ShowContent;
  readonly kind: "sound";
  readonly medium?: string;
  readonly loop?: boolean;
}

/** What a recording remembers of the text that it speaks, so that a changed text makes it outdated. */
export interface Speech {
  /** SHA-256 of the text that it speaks, in UTF-8. */
  readonly made_from?: string;
  /**
   * The text that it speaks, as it stood then or was found still right: a minor edit since makes it no
   * older.
   */
  readonly spoken?: string;
  /** The same for its captions: the text that they write down. */
  readonly captioned?: string;
  /** Made by a speech engine and not yet replaced. */
  readonly draft?: boolean;
}

/** A place with a story, in a library shared by all organisations of an installation. */
export interface Station {
  readonly format?: string;
  readonly id: string;
  readonly extensions?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
  readonly kind: "station";
  /** The language it was written in first. */
  readonly original: string;
  readonly title?: Readonly<Record<string, string>>;
  readonly summary?: Readonly<Record<string, string>>;
  readonly cover?: string;
  readonly place?: Place;
  readonly triggers?: readonly (GeofenceTrigger | ImageTrigger | CodeTrigger | BeaconTrigger | ManualTrigger)[];
  readonly story?: readonly (TextBlock | ImageBlock | GalleryBlock | BeforeAfterBlock | AudioBlock | VideoBlock | PanoramaBlock | QuoteBlock | AnecdoteBlock | QuizBlock | LinkBlock | GuideLineBlock)[];
  readonly scenes?: readonly Scene[];
  readonly facts?: Facts;
  readonly access?: Access;
  readonly themes?: readonly string[];
  readonly audiences?: readonly string[];
  /** How long a visitor stays. */
  readonly duration_s?: number;
  readonly sources?: readonly Same[];
  /** An SPDX id, or the licence's own ``https:`` address. */
  readonly licence?: string;
  readonly credit?: string;
}

/** A station, and what this tour adds to it. */
export interface Stop {
  readonly id: string;
  readonly station: string;
  readonly intro?: Readonly<Record<string, string>>;
  /** The line that leads to whatever comes next. */
  readonly bridge?: Readonly<Record<string, string>>;
  readonly optional?: boolean;
}

/** How well a camera finds an image target, judged before anything is printed. */
export interface TargetFacts {
  /** 75 and more: at once; below 25: hardly ever. */
  readonly score: number;
  /** What keeps the score down, the worst first. */
  readonly reasons?: readonly ("small" | "dark" | "pale" | "glare" | "blurred" | "repeats" | "symmetric" | "detail" | "uneven")[];
  /**
   * The share of the views of a simulated film in which a tracker found it in place; absent before it
   * was tried.
   */
  readonly found?: number;
  /** Image targets of the same organisation that it could be taken for, the likest first. */
  readonly alike?: readonly LikeTarget[];
}

/** A passage to read. */
export interface TextBlock {
  readonly id: string;
  /** For whom only; for everybody where empty. */
  readonly audiences?: readonly string[];
  readonly kind: "text";
  readonly text?: Readonly<Record<string, string>>;
}

/** A modular tour. */
export interface Tour {
  readonly format?: string;
  readonly id: string;
  readonly extensions?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
  readonly kind: "tour";
  readonly slug?: string;
  readonly original: string;
  /** The languages it is published in; the first is the original. */
  readonly languages?: readonly string[];
  readonly title?: Readonly<Record<string, string>>;
  readonly teaser?: Readonly<Record<string, string>>;
  readonly description?: Readonly<Record<string, string>>;
  readonly cover?: string;
  readonly mode?: "walk" | "bike" | "car" | "public_transport" | "indoor";
  readonly difficulty?: "easy" | "moderate" | "demanding";
  readonly play?: Play;
  readonly guide?: string;
  readonly modules?: readonly Module[];
  readonly route?: Route;
  readonly season?: Season;
  readonly meeting_point?: MeetingPoint;
  readonly access?: Access;
  readonly audiences?: readonly string[];
  readonly themes?: readonly string[];
  readonly partners?: readonly Partner[];
  readonly credits?: readonly Credit[];
  readonly licence?: string;
  readonly credit?: string;
  /** The publisher's own colour; the viewer corrects its contrast. */
  readonly colour?: string;
}

/** What a translation remembers, so that a changed original makes it outdated. */
export interface Translation {
  /** The original's text, as it stood then or was found to be still right. */
  readonly of: string;
}

/** The version of a model that iPhones open: where it comes from, or why there is none. */
export interface UsdzFacts {
  /** It was made from the GLB, and is made anew with it; else a person has brought it. */
  readonly made?: boolean;
  /** Extent along x, y, z in metres, as an iPhone shows it. */
  readonly size_m?: readonly [number, number, number];
  readonly obstacle?: "animated" | "skinned" | "morphed" | "colours" | "lines" | "material" | "pictures" | "heavy";
}

/** A file made from the original for one use. Only variants are published. */
export interface Variant {
  readonly sha256: string;
  readonly bytes: number;
  readonly media_type: string;
  readonly width_px?: number;
  readonly height_px?: number;
  readonly duration_s?: number;
  readonly use: "480" | "1080" | "2160" | "low" | "high" | "poster" | "thumbnail" | "usdz" | "mind" | "captions" | "waveform" | "features" | "tiles";
}

/** When somebody last saw on site that the anchor holds, and how well. */
export interface Verified {
  readonly at: string;
  readonly by: string;
  readonly accuracy_m?: number;
}

/** A film: a medium, or a link to one elsewhere that opens only when asked for. */
export interface VideoBlock {
  readonly id: string;
  /** For whom only; for everybody where empty. */
  readonly audiences?: readonly string[];
  readonly kind: "video";
  readonly medium?: string;
  readonly href?: string;
  readonly title?: Readonly<Record<string, string>>;
}

/** A film on a plane of the given width. */
export interface VideoContent {
  readonly id: string;
  readonly pose?: Pose;
  /** Shown while the phone is between these distances from it, in metres. */
  readonly visible_m?: readonly [number, number];
  readonly on_tap?: OpenBlock | PlayClip | OpenLink | ShowContent;
  readonly kind: "video";
  readonly medium?: string;
  readonly width_m?: number;
}

/** Who speaks in a language, or which engine drafts it. */
export interface Voice {
  readonly name: string;
  /** The speech engine's own name of the voice; absent for a human. */
  readonly engine?: string;
}

/** A word; case, accents and blanks at the ends do not count. */
export interface WordAnswer {
  readonly kind: "word";
  readonly accepted?: Readonly<Record<string, readonly string[]>>;
}

/** A document of the format, told apart by its `kind`. */
export type Document = Station | Tour | Guide | Medium | Manifest | ResolvedTour | Catalogue;
