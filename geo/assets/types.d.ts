/* What the scripts of the browser's half offer each other, and what they take from outside. They are plain scripts that
   share one global object; `deno check` holds them to these types, nothing of this file is ever loaded. */

// ---------------------------------------------------------------- values

type Theme = "light" | "dark";
type Names = "period" | "modern" | "original";
type Spot = [number, number];
type Timer = ReturnType<typeof setTimeout>;

/** A value from each of these zooms on, coarsest first: [[0, 5], [8, 8]]. */
type ByZoom = [number, number][];

interface Feature {
  id?: string;
  properties: any;
  geometry: { type: string; coordinates: any };
}
interface Collection {
  type?: string;
  features: Feature[];
}

/** A symbol around (0, 0) for a radius of 11: path data of a silhouette and of a glyph, which is an area or a line. */
interface Drawing {
  badge: string;
  glyph: string;
  filled: boolean;
}
interface Kind {
  kind: string;
  title: string;
  drawing: Drawing;
}

/** What is wanted: in each list empty means all; days are ISO, and null is no limit. */
interface EventSelection {
  from: string | null;
  to: string | null;
  kinds: string[];
  chapters: string[];
  sides: string[];
  /** Values in columns of a visitor's own, as "column.value"; absent where there are none. */
  traits?: string[];
  /** Folded words, all of which have to occur in an event's names. */
  words: string[];
  /** "date": an event must lie in the range, not just may. */
  sure: string[];
  /** Largest doubt about the place, in kilometres. */
  withinKm: number | null;
}

/** What filtering needs of an event. Days are counted from 1970. */
interface Searchable {
  id: string;
  kind: string;
  chapter: string;
  sides: string[];
  traits: string[];
  search: string;
  wherePrec: number;
  approximationKm: number;
  firstDay: number;
  lastDay: number;
}

/** An event that a layer draws. */
interface LayerEvent extends Searchable {
  feature: { properties: any };
  [more: string]: any;
}

/** What is looked at of an event when it is opened: `km` is how well its place is known. */
interface Placed {
  id: string;
  partOf: string;
  lat: number;
  lon: number;
  km: number;
}

/** Events that stand as one symbol: by place in the list they were given in. */
interface Group {
  /** The mean of their places. */
  x: number;
  y: number;
  /** The one whose own symbol it is, or -1: a disc. */
  head: number;
  members: number[];
}

/** A group on the map, and which of its events are shown right now; `aside` are the pixels it stands from its anchor. */
interface Gathered {
  head: LayerEvent | null;
  events: LayerEvent[];
  shown: LayerEvent[];
  anchor: L.LatLng;
  aside: Spot;
}

/** Something on the map that the keyboard can come to, and the events it stands for. */
interface Stop {
  node: SVGElement;
  events: LayerEvent[];
}
/** Those in order of time, of which the tab key comes to one (stops.js). */
interface Stops {
  held: SVGElement | null;
  focused(): Stop | undefined;
  follow(stops: Stop[], before: Stop | undefined): void;
  hold(node: SVGElement | null): void;
  key(node: SVGElement, key: KeyboardEvent, press: () => void): void;
}
interface Disc extends Stop {
  marker: any;
  key: string;
}

/** How much of a disc belongs to each side; together 1. */
interface Shares {
  a: number;
  b: number;
  other: number;
}

interface DiscsWiring {
  /** Side of each party. */
  parties: Record<string, string>;
  titleOf(event: LayerEvent): string;
  /** An event has been chosen from a list of some. */
  choose(event: LayerEvent, together: LayerEvent[]): void;
  reveal(event: LayerEvent): void;
  key(disc: Disc, key: KeyboardEvent): void;
}

/** An event that the page sends the map to; `n` changes with every sending. */
interface Focus {
  event: string;
  n: number;
}

/** What the time control is at: a range, in it the present day, and how what lies behind that is shown. */
interface Moment {
  from: string;
  to: string;
  now: number;
  mode: string;
}

interface View {
  lat: number;
  lon: number;
  z: number;
}

/** What the page sends: a selection, what is open, and how it is looked at; `n` changes when the map is to move. */
interface PageState extends EventSelection {
  event: string;
  view: (Partial<View> & { n: number }) | null;
  focus?: Focus;
  labels: Names;
  lang: string;
  tiles: string;
  tour: boolean;
  present: boolean;
  /** The day that the plan of a battle stands on, and whose account it draws. */
  on?: string | null;
  accounts?: string;
  symbols?: string;
  /** The unit that is looked up in it. */
  unit?: string;
}

interface Online {
  title: string;
  url: string;
  attribution: string;
  max_zoom: number;
}

// ---------------------------------------------------------------- many events as columns

interface RawWords<T> {
  words: T[];
  codes: number[];
}

/** The answer of /api/events.columns.json; geo/formats/columnar.py says what is in it. */
interface RawColumns {
  type?: string;
  id: string[];
  latitude: number[];
  longitude: number[];
  /** null where it is not known */
  approximation_km: (number | null)[];
  where_prec: number[];
  date_prec: number[];
  first_day: number[];
  last_day: number[];
  title: RawWords<string>;
  kind: RawWords<string>;
  chapter: RawWords<string>;
  part_of: RawWords<string>;
  place_title: RawWords<string>;
  search: RawWords<string>;
  date_text: RawWords<string>;
  sides: RawWords<string[]>;
  traits?: RawWords<string>[];
}

interface Column<T> {
  words: T[];
  codes: Uint32Array;
  of(index: number): T;
}

interface EventColumns {
  count: number;
  ids: string[];
  latitudes: Float64Array;
  longitudes: Float64Array;
  approximationsKm: Float64Array;
  wherePrecs: Uint8Array;
  datePrecs: Uint8Array;
  firstDays: Int32Array;
  lastDays: Int32Array;
  titles: Column<string>;
  kinds: Column<string>;
  chapters: Column<string>;
  partOfs: Column<string>;
  placeTitles: Column<string>;
  searches: Column<string>;
  dateTexts: Column<string>;
  sides: Column<string[]>;
  traits: Column<string>[];
  /** Which events all filters but the dates let through. */
  admit(selection: EventSelection): Uint8Array;
  during(selection: EventSelection, day: number): UnderWay[];
  /** Mark in `shown` the events that a selection wants; how many they are. */
  choose(selection: EventSelection, shown: Uint8Array): number;
}

// ---------------------------------------------------------------- layers

/** What a layer of events tells. */
interface LayerWiring {
  /** An event has been chosen, with those that lie in the same spot, itself first. */
  chosen(id: string, stack: string[]): void;
  /** The pointer or the focus has come to an event. */
  near(id: string): void;
  /** Side of each party: "a", "b" or "other". */
  parties: Record<string, string>;
}

/** What both layers offer: of symbols (symbol_layer.js), and of marks on a canvas (canvas_layer.js). */
interface EventsLayer {
  /** How many events there are, and how many of them are shown. */
  readonly total: number;
  readonly visible: number;
  readonly byId: { get(id: string): LayerEvent | undefined; forEach?(look: (event: any) => void): void };
  /** Show the events that a selection wants; while time runs, `whole` is all that it runs through. */
  filter(selection: EventSelection, whole?: EventSelection | null, isAtOnce?: boolean): void;
  /** Where the map looks at an event from, with all its parts; null if none of them is on it. */
  viewOf(id: string): View | null;
  /** What stands on the map, each with its place and how far aside it stands, in pixels. */
  standing?(): { node: Element; latlng: L.LatLng; aside: Spot }[];
  /** Name the events in a language, where they have a name in it. */
  speak(lang: string): void;
  /** First days of the events that all filters but the years let through. */
  starts(selection: EventSelection): number[] | Int32Array;
  /** The events under way on a day that all filters but the years let through. */
  during(selection: EventSelection, day: number): UnderWay[];
  /** Show what is past, under way or only possible at one moment; without a moment all are plain. */
  age(moment: Moment | null): void;
  /** Mark one event as the open one; an empty id marks none. */
  mark(id: string): void;
  /** Bring an event into view, moving the map only if it lies outside; calm if nothing else moves the map. */
  reveal(id: string, isCalm?: boolean): void;
  /** Choose what lies under a point of the map's window; whether there is something the layer itself has not heard of. */
  pick(point: L.Point): boolean;
  /** The event under the pointer, or an empty id. */
  under(pointer: PointerEvent): string;
}

interface MarkSheet {
  /** Copy the mark of a kind, told by its row, in a style (`Atlas.markStyle`) with its middle at a point. */
  draw(pen: CanvasRenderingContext2D, kind: number, style: number, x: number, y: number): void;
}

/** The marks on a canvas, one in each cell of a grid. */
interface MarkPicture {
  /** What was drawn is gone: the canvas is empty, or shows another part of the map. */
  forget(): void;
  /** Draw the marks that are wanted where they differ from those that are there. */
  draw(pen: CanvasRenderingContext2D, sheet: MarkSheet, marks: {
    /** Names the place of the map that the grid lies on; of another one all is drawn. */
    of: string;
    /** Of each cell -1, or the index of its event times `Atlas.MARK_STYLES` and the style of the mark. */
    wanted: Int32Array;
    wide: number;
    cellPx: number;
    /** Pixels of the screen per px. */
    scale: number;
    /** Where an event's mark has its middle, in pixels of the screen. */
    spot(index: number): Spot;
    kind(index: number): number;
  }): void;
}

interface Movement {
  id: string;
  eventId: string;
  /** What may be written along the arrow, the longest first: who and when, or when. */
  words: string[];
  kind: string;
  colour: string;
  firstDay: number;
  lastDay: number;
  isShown: boolean;
  /** How much of the course is drawn, and how much is to be, 0–1. */
  part: number;
  goal: number;
  age: string;
  layer: any;
}

interface MovementsWiring {
  /** Address of the FeatureCollection; or the movements themselves; neither, no movements. */
  url?: string;
  collection?: Collection;
  /** First and last year of the atlas. */
  years: [number, number];
  /** The event of an arrow has been chosen. */
  chosen(id: string): void;
  fail(message: string): void;
}

interface Movements {
  /** Show the arrows of a selection, at a moment if time runs; those of the open event in any case. */
  show(selection: EventSelection, moment: Moment | null, open: string, layer: EventsLayer): void;
  readonly shown: { id: string; part: number; age: string }[];
}

// ---------------------------------------------------------------- battle plans

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

interface PacedPoint {
  x: number;
  y: number;
  ux: number;
  uy: number;
}

/** A battle that has a plan: its event, its box (south, west, north, east), its first and last day. */
interface Battle {
  event: string;
  box: [number, number, number, number];
  from: string;
  to: string;
  /** From which zoom on its plan is drawn, and up to which. */
  zooms: Spot;
  /** Armies over a whole country, known to tens of kilometres. */
  is_campaign: boolean;
  /** How far its best known lines may be off. */
  km: number;
}

/** What every mark of a plan rests on; `account` is "a", "b" or "both". */
interface PlanClaim {
  id: string;
  party: string;
  side: string;
  from: string;
  to: string;
  date: string;
  hours?: string;
  /** Which clock the hours are by, where the source says it. */
  clock?: string;
  km: number;
  claimant: string;
  account: string;
  certainty: string;
  source?: string;
  locator?: string;
}

interface PlanLine extends PlanClaim {
  kind: string;
  /** Longitude and latitude of a smooth line through the given points. */
  path: Spot[];
  note?: string;
  /** On which side its own troops stand: 1 left, -1 right. */
  own?: number;
  /** The line of a later hour that has taken its place. */
  gone?: string;
  /** Whose way it is, where that is told. */
  unit?: string;
}

interface PlanUnit extends PlanClaim {
  unit: string;
  title: string;
  short: string;
  echelon: string;
  branch?: string;
  at: Spot;
  did: string;
  place?: string;
}

interface PlanFeature {
  id: string;
  kind: string;
  name: string;
  also?: string;
  at: Spot;
  km: number;
  /** Height in metres. */
  m?: number;
  basis: string;
  note?: string;
  uses: number;
  course?: Spot[];
  is_area?: boolean;
}

interface PlanDispute {
  a: string;
  b: string;
  from: string;
  to: string;
  what: string;
  at: Spot;
  ring?: Spot[];
  inner_km?: number;
  place?: string;
}

interface PlanDate {
  on: string;
  attested: boolean;
  /** What began or was that day; `is_away`: off the ground that is drawn. */
  captions?: { event: string; text: string; is_away?: boolean }[];
  /** Without any: what had gone on since before. */
  going?: { event: string; text: string; dates: string };
  sides?: string[];
}

/** The signs of APP-6 that a plan needs: paths in the units of the frame (left, top, right, bottom). */
interface PlanSymbols {
  frame: number[];
  branches: Record<string, { d: string; isFilled?: boolean }[]>;
  echelons: Record<string, { d: string }[]>;
  titles: Record<string, string>;
}

/** The answer of /api/plan.json; geo/content/plans/plan.py makes it. */
interface Plan {
  event: string;
  title: string;
  sides: Record<string, string>;
  parties: Record<string, { title: string; side: string; colour: string }>;
  rears: Record<string, Spot>;
  is_campaign: boolean;
  /** How the clocks stood to each other by which sources give hours. */
  clocks?: string;
  states?: { name: string; spots: { at: Spot; km: number }[] }[];
  days: PlanDate[];
  features: PlanFeature[];
  lines: PlanLine[];
  units: PlanUnit[];
  symbols: PlanSymbols;
  disputed: PlanDispute[];
  contested: PlanDispute[];
}

interface PlanDoubt {
  km: number;
  what: string;
  leastKm: number;
}

interface PlanDay {
  on: string;
  accounts: string;
  claims: PlanLine[];
  lines: PlanLine[];
  earlier: PlanLine[];
  stale: PlanLine[];
  ways: PlanLine[];
  units: PlanUnit[];
  hollow: PlanUnit[];
  tracks: { from: PlanUnit; to: PlanUnit }[];
  disputed: PlanDispute[];
  contested: PlanDispute[];
}

interface PlanLook {
  /** Breadth and opacity of a line; half the breadth of its halo; opacity of an arrow. */
  core: number;
  opacity: number;
  halo: number;
  way: number;
  unit: string;
  isVague: boolean;
}

interface PlansWiring {
  battles: Battle[];
  load(battle: string): Promise<Plan>;
  report(said: { on: string; accounts: string; symbols: string; unit: string }): void;
  fail(message: string): void;
  playing(isPlaying: boolean): void;
  /** A plan has come or gone, or stands on another day. */
  changed(): void;
}

interface Plans {
  name(on: string, accounts: string, event: string, symbols: string, unit: string): void;
  key(): HTMLElement | null;
  follow(selection: EventSelection, moment: Moment | null, event: string, layer: EventsLayer): void;
  /** The day that a shown plan stands on. */
  day(): string | null;
  step(direction: number): boolean;
  toggle(): boolean;
  theme(): void;
  /** Where the map looks at the plan from when an event at a place is opened: the battle itself, or a day is named. */
  viewOf(event: string, place?: { lat: number; lon: number }): View | null;
  shows(event: string): boolean;
}

// ---------------------------------------------------------------- base map

interface Label {
  class: string;
  rank: number;
  lat: number;
  lon: number;
  min_zoom: number;
  max_zoom: number;
  angle_deg: number;
  anchor: string;
  from: string;
  to: string;
  names: { period: string; modern: string; original: string; original_lang: string };
}

interface BaseMapData {
  polities: Collection;
  boundaries: Collection;
  claims: Collection;
  labels: Label[];
  /** Addresses of the tiles by style and "zoom/column/row". */
  tiles?: Record<Theme, Record<string, string>>;
}

interface BaseMapOptions {
  /** Where tiles and layers are served; `data` takes its place in a single file. */
  url?: string;
  /** Goes into the addresses as `?v=`. */
  version?: string;
  data?: BaseMapData;
  theme: Theme;
  /** The day whose state of affairs is shown. */
  day: string;
}

/** A symbol or disc on the map: its place, and how many pixels aside of it it stands. */
interface Standing {
  node: Element;
  latlng: L.LatLng;
  aside: number[];
}

interface BaseMap {
  ready: Promise<void>;
  tiled: Promise<unknown>;
  setTheme(theme: Theme): void;
  setDay(day: string): void;
  setLabels(names: Names): void;
  /** Whether a part of the world has states of the time; nothing is known before `ready`. */
  hasStates(bounds: L.LatLngBounds): boolean;
  /** Place the names anew, off what stands on the map where they can be. */
  avoid(standing: () => Standing[]): void;
}

/** Rings or lines of a feature as flat coordinates of the world. */
interface Shape {
  closed: boolean;
  rings: Float64Array[];
  properties: any;
}

/** What is in force on a day, grouped for painting. */
interface Scene {
  key: number;
  states: Map<string, { side: string; shapes: Shape[]; edges: Shape[] }>;
  borders: Map<string, Shape[]>;
  claims: Shape[];
}

/** geo/assets/looks.json: what scripts and Python (geo/core/looks.py) both have to know. Px are those of the screen. */
interface Looks {
  /** Above so many events the map draws marks on a canvas: symbols could no longer be pulled apart, and would be slow. */
  many: number;
  /** A place known less exactly is said with its doubt. */
  doubtKm: number;
  /** From this `where_prec` on (UCDP GED) a place is known to a district at best. */
  vagueFrom: number;
  /** So wide that a fill would only dirty the map. */
  vastKm: number;
  /** A narrower map begins a zoom further out. */
  narrowPx: number;
  /** How far inside the map an open event is to lie; the time control covers the lower edge. */
  marginPx: number;
  controlPx: number;
  /** What two symbols keep between them; events closer under the pointer than `stackPx` are reported together. */
  apartPx: number;
  stackPx: number;
  /** What lies closer stands as one; a battle whose parts fill less stands for them. */
  gatherPx: number;
  familyPx: number;
  /** How far a symbol may stand from its place, and from where on a line leads there. */
  asidePx: number;
  leaderPx: number;
  /** What an opened event fills of the map; and how close a single point is looked at: at least, plainly, at most. */
  eventView: { part: number; least: number; plain: number; most: number };
  /** Radius of the ring round the open event, and of the point that a symbol has been moved from. */
  ringPx: number;
  originPx: number;
  symbolScale: ByZoom;
  areaEdgePx: ByZoom;
  hatch: { px: number; deg: number };
  /** How sharp a battle plan is drawn, by the radius of doubt in pixels; and from which zoom it is. */
  plan: {
    /** Height of the bar of days and the time control, as far as a view leaves room for them. */
    barPx: number;
    /** How far from the middle, in parts of the map, a place is well inside a view. */
    inside: number;
    closest: number;
    /** What of the margin round a battlefield a view may leave out, in levels of zoom. */
    crop: number;
    /** No closer than where the best known lines may be off by so much. */
    doubtPx: number;
    /** A battlefield that is less across is no plan yet. */
    leastPx: number;
    /** Opacity of the tiles under it, which enlarged would show a second, false river. */
    tiles: ByZoom;
    core: { px: number; perPx: number; least: number; most: number };
    coreOpacity: { full: number; gonePx: number; least: number };
    halo: { perPx: number; least: number; most: number; beyondPx: number; perPxBeyond: number };
    wayOpacity: { full: number; gonePx: number; least: number; most: number };
    /** Up to which radius a unit is a sharp plate, a place's name upright, a unit a plate at all. */
    sharpPx: number;
    vaguePx: number;
    loosePx: number;
    /** How many days a line, a unit and a unit's last place are still shown. */
    staleDays: number;
    hollowDays: number;
    trackDays: number;
    stepMs: number;
  };
  /** The day before the August war, and the first and last day whose borders the base map knows. */
  bordersTurn: string;
  firstBorders: string;
  lastBorders: string;
  /** The edge of a state: its breadth, and the parts of it that lie on each other. */
  stateEdgePx: ByZoom;
  stateEdgeParts: number[];
  borderScale: ByZoom;
  /** By kind, in the order in which they are drawn. */
  borders: Record<string, { dash: number[]; width: number }>;
  claimsFromZoom: number;
  /**
   * States and borders fade out west of a line through two places (lon, lat): the atlas ends there, the states do not.
   * It leans with the western border of the Soviet Union, so as not to show one. East of `endsLon` nothing fades.
   */
  fadeWest: { clear: Spot[]; widthDeg: number; endsLon: number };
  ground: Record<Theme, Ground>;
  credit: string;
  /** Where tiles finer than zoom 3 exist: west, south, east, north. */
  tileWindows: Record<string, [number, number, number, number][]>;
}

/** How states, borders and claims look: tints by side, opacities, inks. */
interface Ground {
  side: Record<string, string>;
  fill: number;
  edge: number;
  line: string;
  lineOpacity: number;
  claim: string;
}

// ---------------------------------------------------------------- controls and frame

interface PlaybackWiring {
  /** First days of the events that the filters other than time let through. */
  starts(): number[] | Int32Array;
  /** How many events are shown. */
  count(): number;
  show(moment: Moment): void;
  /** The control has come to rest. */
  rest(range: { from: string; to: string }): void;
  /** Time is left: all is shown again. */
  end(): void;
  /** The events under way on a day that the filters other than time let through. */
  during(day: number): UnderWay[];
  /** Open an event. */
  open(id: string): void;
  /** The control stays: nothing around the map could bring it back. */
  isFixed: boolean;
  /** A plan that takes the buttons over while it is shown: each tells whether it is. */
  plan: { step(direction: number): boolean; toggle(): boolean };
}

/** An event as it is told of while time runs. */
interface UnderWay {
  id: string;
  title: string;
  caption?: string;
  kind: string;
  partOf: string;
  firstDay: number;
  lastDay: number;
}

interface TimeControl {
  isPlaying(): boolean;
  /** Show whether something plays that the control does not play itself. */
  showPlaying(isPlaying: boolean): void;
  /** Show the day that a plan stands on, which filters nothing; without one the control's own. */
  stand(day: string | null): void;
  /** Follow the page's range, unless it is the one this control has just reported, or is there already. */
  setRange(from: string, to: string): void;
  /** Take over which events the other filters let through. */
  refresh(): void;
  /** Play or pause. */
  toggle(): void;
  /** Show the control where it is not always there. */
  open(): void;
}

interface Twin {
  follow(place: Spot, zoom: number): void;
}

interface AttachOptions {
  /** Address of the events: a FeatureCollection, or columns where there are many; or the events themselves. */
  events?: string;
  collection?: Collection;
  /** The battles that have a plan, and the address of plans, to which the event is added. */
  plans?: Battle[];
  plan?: string;
  /** The plans themselves, by battle. */
  planData?: Record<string, Plan>;
  /** Address of the arrows of movements, or the arrows themselves. */
  movements?: string;
  movementCollection?: Collection;
  /** Address of the base map's folder, or its layers and tiles. */
  basemap?: string;
  basemapData?: BaseMapData;
  version?: string;
  /** First and last year of the atlas. */
  years: [number, number];
  /** Name of the map for screen readers. */
  label: string;
  kinds: Kind[];
  /** Side of each party: "a", "b" or "other". */
  parties?: Record<string, string>;
  /** Tile layers of other hosts by name. */
  online: Record<string, Online>;
  /** Hears what is otherwise told to Streamlit. */
  onReport?: (report: any) => void;
  /** Hears what is to be seen whenever that changes. */
  onShow?: (selection: EventSelection) => void;
  /** The document that holds the buttons of a tour, if it is not the one around this frame. */
  page?: Document;
  /** One of two maps side by side: they move together, without time control and legend. */
  twin?: boolean;
}

interface AttachedMap {
  /** Take over the page's state. */
  select(state: PageState): void;
  state(): { from: string | null; to: string | null; event: string; visible: number; total: number; playing: boolean };
  /** Show other days while the page's axis of time is held. */
  hold(days: Days): void;
  readonly layer: EventsLayer | null;
  readonly movements: Movements;
  setTheme(theme: Theme): void;
}

interface Task {
  task: string;
  day: string;
  guess: Spot | null;
  place: Spot | null;
  /** How well the place is known. */
  radiusM: number;
}

/** The data of an offline file. */
/** One task of an exercise: a question with choices, events to be put in order, or an event to be found on the map. */
interface OfflineTask {
  // a question
  picture?: string;
  words?: string;
  choices?: { [value: string]: string };
  right?: string;
  /** HTML by the answer that was given; "" is none. */
  solutions?: { [value: string]: string };
  link?: string;
  title?: string;
  // events in order
  /** HTML by the id of an event, in the order in which they are given. */
  rows?: { [id: string]: string };
  titles?: { [id: string]: string };
  order?: string[];
  /** What is said by how many stand in their place. */
  said?: string[];
  // a place
  /** The events whose symbols are right. */
  found?: string[];

  asked?: string;
  solution?: string;
}

interface OfflineAnswer {
  guess: string;
  isRevealed: boolean;
  order: string[];
}

interface OfflineExercise {
  id: string;
  title: string;
  how: string;
  levels: { number: number; title: string; tasks: OfflineTask[] }[];
}

interface OfflineData {
  title: string;
  map: any;
  layer: AttachOptions;
  others: { id: string; start: string; end: string }[];
  state: PageState;
  steps: PageState[];
  first: number;
  layers: any;
  /** HTML by the id of an event. */
  panels: { [id: string]: string };
  /** HTML of the steps of the tour. */
  stepTexts: string[];
  exercises: OfflineExercise[];
}

interface AtlasScripts {
  looks: Looks;

  // core
  /** 1970-01-02 → 1. */
  dayOf(iso: string): number;
  /** 1 → 1970-01-02. */
  isoOf(day: number): string;
  /** 1938-07-29 → 29 July 1938. */
  dayInWords(iso: string): string;
  /** The same day of the month so many months later; of one that has no such day, a day of the next month. */
  monthsLater(day: number, months: number): number;
  /** The days on which something that lasts `from` a day `to` a day changes, in order. */
  changeDays(things: { from: string; to: string }[]): string[];
  /** How many of these changes lie before the end of a day: nothing is drawn anew while the number stays. */
  changesUpTo(changes: string[], day: string): number;
  EVERYTHING: Readonly<EventSelection>;
  /** Feature of /api/events.geojson → the fields that filtering needs. */
  searchable(feature: Feature): Searchable;
  /** Prepare a selection once, so that testing an event is cheap. */
  rangeOf(selection: { from: string | null; to: string | null }, start: string, end: string): [string, string];
  /** Terms of values in columns of a visitor's own, a set for each column. */
  traitsByColumn(terms: string[]): Set<string>[];
  matcher(selection: EventSelection): (event: Searchable) => boolean;
  EventColumns: new (raw: RawColumns) => EventColumns;
  /** How far symbols move so that any two are a distance apart: [0, 0] where nothing is near; always the same way. */
  apart(points: Spot[], distance: number): Spot[];
  /**
   * The groups that events stand in; `parents` names of each the one it is a part of, or -1. One whose family fills less
   * than `span` stands for it, what lies closer than `distance` is one group, `alone` stands by itself.
   */
  gather(points: Spot[], parents: number[], limits: { span: number; distance: number; alone?: number }): Group[];
  /** How far each group stands from its place, so that they keep a distance; never farther than `most`. */
  standing(groups: { x: number; y: number }[], distance: number, most: number): Spot[];
  /** Which places of a family lie in its midst; what lies no farther from that than `floor` does in any case. */
  near(spots: Spot[], floor: number): boolean[];
  /** An event and all its parts, and theirs. */
  family<T extends { id: string; partOf: string }>(events: T[], id: string): T[];
  /** The view that an event with its parts fills; null if nothing of it is among the events. */
  viewOf(events: Placed[], id: string, size: { x: number; y: number }, leastZoom: number): View | null;
  /** A value, or the end of its range that it lies beyond. */
  clamp(low: number, value: number, high: number): number;
  atZoom(table: ByZoom, zoom: number): number;
  /** The place in a list of `count` that an arrow key, Home or End leads to from `here`; of any other key null. */
  walk(key: string, here: number, count: number): number | null;
  worldX(lon: number): number;
  worldY(lat: number): number;
  /** The latitude of a height on the world. */
  latOf(y: number): number;
  /** How large type is to be, as the style sheet says: more than 1 before a class. */
  lettering(node: Element): number;
  /** An element of HTML with its properties and what stands in it. */
  element(name: string, properties?: object, ...children: (Node | string)[]): any;
  svg(name: string, attributes: Record<string, string | number>, parent?: Element): SVGElement;
  /** Append a symbol to an SVG parent. */
  symbol(drawing: Drawing, parent: Element): SVGElement;

  // layers
  /** How the keyboard walks along what is to be seen on the map, in order of time. */
  Stops: new () => Stops;
  SymbolLayer: new (map: L.Map, data: any, symbols: Map<string, Drawing>, wiring: LayerWiring) => EventsLayer;
  CanvasLayer: new (map: L.Map, data: any, symbols: Map<string, Drawing>, wiring: LayerWiring) => EventsLayer;
  /** The symbols and discs of one SVG; classes of Leaflet's kind, built with `extend`. */
  SymbolRenderer: any;
  EventMarker: any;
  DiscMarker: any;
  Discs: new (map: L.Map, renderer: any, wiring: DiscsWiring) => {
    shown?: Disc[];
    show(groups: Gathered[]): Disc[];
    age(moment: Moment | null): void;
    open(disc: Disc): void;
  };
  Areas: new (
    map: L.Map,
    pane: string,
    events: LayerEvent[],
  ) => { update(event: LayerEvent, selected: LayerEvent): void };
  /** Append the small number of a symbol, or a disc, to an SVG parent. */
  count(parent: Element): SVGElement;
  disc(parent: Element): SVGElement;
  shares(events: { sides: string[] }[], parties: Record<string, string>): Shares;
  /** 12 events near Changkufeng, 1938–1939. */
  gatheredInWords(events: LayerEvent[]): string;
  /** The marks of all kinds, sizes and looks, drawn once for a theme and copied from then on. */
  MarkSheet: new (kinds: string[], symbols: Map<string, Drawing>, scale: number) => MarkSheet;
  MarkPicture: new () => MarkPicture;
  MARK_STYLES: number;
  /** How a mark looks, below `MARK_STYLES`; for how many events it stands makes its size. */
  markStyle(isOpen: boolean, isPast: boolean, count: number): number;
  /** A canvas that moves with the map, and calls for its drawing whenever it is empty. */
  CanvasRenderer: new (
    options: { pane: string; padding: number },
    draw: (node: HTMLCanvasElement, bounds: any) => void,
  ) => any;
  /** The index of the mark nearest to a cell, or -1; `owners` holds for each cell of a grid the mark in it, or -1. */
  nearestMark(owners: Int32Array, wide: number, cell: Spot, gapTo: (index: number) => number): number;
  /** Lay the hatching of the areas' edges ready; the style sheet names it. */
  hatch(map: L.Map): void;
  whereText(km: number): string;
  tooltip(texts: { title: string; date: string; place: string }): HTMLElement;
  eventTooltip(properties: any, title: string): HTMLElement;
  eventInWords(properties: any, title: string): string;
  movements(map: L.Map, wiring: MovementsWiring): Movements;
  /** Who moved, if the title tells it apart, and when. */
  moveInWords(properties: { title: string; date_text: string }): string[];
  /** A smooth line through all points (Catmull–Rom). */
  curve(points: Spot[]): Spot[];
  /**
   * The outline of a tapered arrow: a filled path, its course so far, the length of the whole.
   * A landing is dashed, airborne dotted, all else in one piece; `part` of the course has been covered, 0–1.
   */
  arrow(line: Spot[], kind: string, part: number): { d: string; spine: Spot[]; length: number };
  /** Part of a movement that lies behind at the end of a day, 0–1. */
  partDone(move: { firstDay: number; lastDay: number }, day: number): number;
  /** Draw an arrow of the legend into a picture of 30 × 30 around (0, 0). */
  legendArrow(kind: string, side: string, picture: Element): void;
  /** How a mark may be drawn whose radius of doubt is so many pixels. */
  planLook(px: number): PlanLook;
  /** What a plan shows on a day, by the account "a", "b" or "both". */
  planOn(plan: Plan, on: string, accounts: string): PlanDay;
  /** Whether an account, "a", "b" or "both" together, tells of something. */
  isTold(accounts: string, claim: { account: string }): boolean;
  /** Whether a mark is of the unit that has been looked up. */
  isChosen(one: any, view: { chosen: string; plan: Plan }): boolean;
  /** The position of a unit that lies nearest to a day, and the day of it. */
  planNearest(plan: Plan, unit: string, on: string, accounts: string): { one: PlanUnit; day: string } | null;
  orderOfBattle(
    box: Element,
    look: (unit: string) => void,
  ): { show(here: Set<string>, chosen: string, isThere: boolean): void };
  planColour(plan: Plan, side: string): string;
  planSides(node: any, plan: Plan): void;
  /** The controls that are to be seen, and what of the map each covers, in its pixels. */
  controlBoxes(map: L.Map): { control: Element; x: number; y: number; w: number; h: number }[];
  blockControls(map: L.Map, view: any): void;
  barsTall(map: L.Map): number;
  planPatterns(parent: Element, plan: Plan): void;
  /** What is not told of a day, in words; empty where all is. */
  planNote(plan: Plan, day: PlanDay): string;
  /** The hours that are told of a day, and by which clock. */
  planHours(day: PlanDay): { span: string; clock: string } | null;
  /** The day a plan begins with where an event is open: one of the range, if the battle has any in it. */
  planStart(plan: Plan, event: string, range?: { from?: string | null; to?: string | null }): string;
  /** What the bar says of a day. */
  planCaption(day: Partial<PlanDate>): string;
  planCells(days: PlanDate[]): { day?: PlanDate; run?: PlanDate[] }[];
  paced(points: L.Point[], step: number, start?: number): PacedPoint[];
  LabelBoard: new (view: Box) => any;
  textWidth(text: string, font: string): number;
  /** The colours of the ground in the page's theme. */
  groundInks(): Record<string, any>;
  /** Paint water and summits. */
  paintGround(pen: CanvasRenderingContext2D, plan: Plan, view: any): void;
  planPath(points: { x: number; y: number }[], isClosed?: boolean): string;
  planGroup(party: { colour: string }, look: string, parent: Element): SVGElement;
  planLine(line: PlanLine, state: string, view: any, layers: any): any;
  planFrontier(line: PlanLine, view: any, layers: any): any;
  planWay(line: PlanLine, view: any, layers: any): any;
  planDispute(one: PlanDispute, view: any, layers: any): any;
  planRank(unit: { echelon: string }): number;
  /** Units that stand at one place, as one stack each. */
  planStacks(units: { unit: PlanUnit; isHollow: boolean }[], view: any): any[];
  planUnits(stack: any, view: any, layers: any): any[];
  planState(name: string, spot: { at: Spot; km: number }, view: any, layers: any): boolean;
  /** The straight line between the two points of a ring that lie farthest apart. */
  longest(ring: { x: number; y: number }[]): any[];
  /** Draw a day; `live` hears of each mark that opens its evidence. */
  drawPlan(day: PlanDay, view: any, layers: any, live: (one: any, drawn: any, where: any) => void): void;
  /** How far the best known line, or without any unit, of a day may be off, and the best of all; null where there is none. */
  planDoubt(day: PlanDay): PlanDoubt | null;
  /** Whether the map is nearer than that: so many km a pixel. */
  isLost(doubt: PlanDoubt | null, scale: number): boolean;
  /** Says it on the map; `back` leads to where the lines are, from where nothing is known as closely. */
  doubtBar(map: L.Map, back: () => void): { show(doubt: PlanDoubt | null, scale: number): boolean };
  /** The button that leads from far away to the plan of the open battle. */
  planGuide(map: L.Map): { show(title: string, go: () => void): void; hide(): void };
  /** The view that the plan of a battle fills, above the bar of its days. */
  planView(battle: Battle, size: L.Point, limits: Looks["plan"]): View;
  /** Whether a place stands well inside that view. */
  planHolds(battle: Battle, place: { lat: number; lon: number }, size: L.Point, limits: Looks["plan"]): boolean;
  app6(
    unit: { branch?: string; echelon: string },
    symbols: PlanSymbols,
    x: number,
    y: number,
    high: number,
    parent: Element,
  ): SVGElement;
  unitSigns(chosen: () => void): {
    row: HTMLElement;
    set(name: string): void;
    value(): string;
    of(plan: Plan | null): void;
  };
  planTrack(track: { from: PlanUnit; to: PlanUnit }, view: any, layers: any): void;
  planSign(feature: PlanFeature, view: any, layers: any): void;
  planName(feature: PlanFeature, rank: { isGreat: boolean; isFirst: boolean }, view: any, layers: any): any;
  /** A place off the map that may lie on it. */
  planAway(feature: PlanFeature, view: any, layers: any): any;
  planWords(words: string, at: any, look: string, how: any, view: any, layers: any): void;
  planAlong(words: string, points: any[], look: string, colour: string, view: any, layers: any): boolean;
  planTitle(one: any, plan: Plan): string;
  planEvidence(one: any, plan: Plan, claims: Map<string, any>): HTMLElement;
  /** What a screen reader hears of a mark. */
  planSpoken(one: any, plan: Plan): string;
  planMarks(map: L.Map, hint: (mark: any) => void): any;
  planStrip(map: L.Map, wiring: { choose(on: string): void; account(accounts: string): void }): any;
  plans(map: L.Map, wiring: PlansWiring): Plans;
  baseMap(map: L.Map, options: BaseMapOptions): BaseMap;
  tiles(options: { url: string; theme: Theme; query: string; inlined?: Record<string, string> }): any;
  shapeOf(feature: Feature): Shape;
  /** What is in force on a day; scenes of one key are alike. */
  sceneOn(day: string, shapes: Record<string, Shape[]>, key: number): Scene;
  StatesCanvas: new (options: { pane: string }) => any;
  Labels: new (
    map: L.Map,
    pane: string,
    labels: Label[],
  ) => {
    setNames(names: Names): void;
    setDay(day: string): void;
    avoid(standing: () => Standing[]): void;
  };
  /** The name of a strip that both sides claim. */
  claimLabel(claim: Feature): Label;

  // controls
  /** A clock that runs fast where nothing happens and slowly where much does: part of the whole (0–1) ↔ day. */
  unevenClock(
    first: number,
    last: number,
    starts: Iterable<number>,
  ): { at(part: number): number; of(day: number): number };
  playback(map: L.Map, wiring: PlaybackWiring): TimeControl;
  /** What is under way on a day, in words above the time control; `tell` gets the ids, one space between. */
  underWay(
    wiring: { during(day: number): UnderWay[]; open(id: string): void; tell(ids: string): void },
  ): { box: HTMLElement; show(day: number, isRunning: boolean): void; hide(): void };
  toldOf(event: LayerEvent, title: string): UnderWay;
  toldFirst(events: UnderWay[]): UnderWay | null;
  shortestFirst(events: UnderWay[]): UnderWay[];
  /** `ofPlans` is the line of the key that a plan fills. */
  legend(map: L.Map, kinds: Kind[], ofPlans: HTMLElement | null): void;
  /** The day whose borders a range of days is shown with. */
  bordersOn(from: string | null, to: string | null): string;
  /** Show the borders of a day, and say which day that is. */
  borders(map: L.Map, base: Pick<BaseMap, "setDay" | "ready" | "hasStates">): (day: string) => void;
  /** Lay another host's map over the atlas's own; an empty name takes it away. */
  online(map: L.Map, sources: Record<string, Online>): (name: string) => void;

  /** Fold the credit behind a button where the map is narrow. */
  credit(map: L.Map): void;

  /** The button, and the key, that lead back to the whole. */
  home(map: L.Map, go: () => void): void;

  // frame
  /** Whether the page around the map is light or dark. */
  theme(): Theme;
  /** Call when the colours of the page have changed. */
  onTheme(changed: (theme: Theme) => void): void;
  /** Name the frame and the map for screen readers. */
  accessible(map: L.Map, label: string): void;
  reducedMotion(): boolean;
  /** Go to a view in a short flight, or at once where nothing is to move. */
  travel(map: L.Map, view: View, seconds?: number): void;
  /** Say on the map what went wrong. */
  notice(map: L.Map, message: string): HTMLElement;
  /** Tell the page around the map, before the server hears of it. */
  announce(
    what: "near" | "down" | "open" | "said" | "drawn" | "time",
    id?: string,
    said?: any,
  ): Promise<boolean> | null;
  /** A way to report what the reader has done; of a twin only what was chosen. */
  reporting(isTwin: boolean, onReport: ((report: any) => void) | null): (kind: string, value: any) => void;
  viewport(
    map: L.Map,
    wiring: { moved(view: View): void; resized(isHeld: boolean): void },
  ): {
    /** The number of the view that the page has sent last. */
    sent(): number;
    /** Whether the page has sent the map there just now. */
    go(view: PageState["view"], isTour: boolean): boolean;
    to(viewNow: () => View, isQuiet: boolean): void;
  };
  attach(map: L.Map, options: AttachOptions): AttachedMap;
  /** What a key does: "next", "previous", "leave", "blank"; or an empty text. */
  tourAction(event: KeyboardEvent, isPresented: boolean): string;
  /** The keys of a tour; `own` is this document, where the map stands in no frame and the buttons beside it. */
  tourKeys(own: Document | null): { set(isTour: boolean, isPresented: boolean, view?: number): void };
  /** In place of a time control, where the page alone sets the time. */
  stillTime(): TimeControl;
  syncMaps(map: L.Map): void;
  pointPicker(
    map: L.Map,
    options: { basemap: string; version: string; label: string },
  ): { select(task: Task): void; state(): any };

  // offline
  /** Return what a text holds that is JSON, packed by gzip and written in base64. */
  unpack(text: string): Promise<any>;
  sidebar(given: OfflineData): {
    has(id: string): boolean;
    titleOf(id: string): string;
    /** Show the events of the selection; its filters but the dates have already chosen what is in the file. */
    list(selection: EventSelection): void;
    /** Open the panel of an event, or with an empty id go back to the list. */
    open(id: string): void;
  };
  /** The guided tour of the file; `go` asks for a step, counted from 1. */
  offlineTour(given: OfflineData, go: (step: number) => void): { show(step: number): void };
  /** The exercises of the file; `go` follows an address. */
  offlineExercises(given: OfflineData, how: { go(hash: string): void; titleOf(id: string): string }): {
    show(kind: string, level: string, task: string): void;
    pick(id: string): boolean;
  };
}

// ---------------------------------------------------------------- from outside

/** Of Leaflet 1.9 what has to be told apart; what is built with `extend` has no types that could be written down. */
declare namespace L {
  interface Point {
    x: number;
    y: number;
    add(other: Point | Spot): Point;
    subtract(other: Point | Spot): Point;
    multiplyBy(factor: number): Point;
    distanceTo(other: Point): number;
    equals(other: Point | Spot): boolean;
    round(): Point;
  }
  interface LatLngBounds {
    getNorthWest(): LatLng;
    getSouthEast(): LatLng;
  }
  interface LatLng {
    lat: number;
    lng: number;
    wrap(): LatLng;
    toBounds(metres: number): any;
  }
  interface Map {
    getContainer(): HTMLElement;
    getSize(): Point;
    getZoom(): number;
    getCenter(): LatLng;
    getPane(name: string): HTMLElement | undefined;
    createPane(name: string): HTMLElement;
    setView(place: LatLng | Spot, zoom: number, options?: { animate: boolean; reset?: boolean }): Map;
    setZoom(zoom: number, options?: { animate: boolean; reset?: boolean }): Map;
    latLngToContainerPoint(place: LatLng): Point;
    latLngToLayerPoint(place: LatLng): Point;
    containerPointToLayerPoint(point: Point | Spot): Point;
    project(place: LatLng, zoom: number): Point;
    attributionControl: any;
    atlas: any;
    twin?: Twin;
    [more: string]: any;
  }
}
/** What the map tells the page around it (`Atlas.announce`). */
interface WindowEventMap {
  "atlas:near": CustomEvent;
  "atlas:down": CustomEvent;
  "atlas:open": CustomEvent;
  "atlas:said": CustomEvent;
  "atlas:again": CustomEvent;
  "atlas:drawn": CustomEvent;
  "atlas:time": CustomEvent;
}
declare var L: any;
declare var Atlas: AtlasScripts;
/** The map of this frame, where streamlit-folium and the offline file put it. */
declare var map: L.Map | undefined;
/** What Streamlit gives to the frame of a component. */
declare var Streamlit: { setComponentValue(value: any): void; events?: EventTarget; RENDER_EVENT: string } | undefined;
/** The lines from our scripts in the page to its script: pages/parts/shell/js/wire.js. */
declare var atlasWire: {
  connect(data: any, set: (what: string, value: any) => void): () => void;
  connectSteps(data: any, set: (what: string, value: any) => void): () => void;
  tell(what: string, value: any): void;
  forget(): void;
  hear(listener: (data: any) => void): void;
};
/** Tells when the page has changed: pages/parts/shell/js/redrawn.js. */
declare var atlasRedrawn: (listener: () => void) => void;
/** Of elements, the one of the last run of the page. */
declare var atlasOfNow: (nodes: Iterable<Element>) => HTMLElement | null;
/** Which of many are meant, from hexadecimal digits. */
declare var atlasFlags: (hex: string) => boolean[];
/** A list of events that stands in a page as a whole: geo/assets/js/record/event_list.js. */
declare var atlasEventList: (box: ParentNode) => {
  readonly links: HTMLAnchorElement[];
  show(isShown: (number: number) => boolean): boolean;
};
/** The axis of time as numbers: pages/parts/shell/js/axis_scale.js. */
declare var atlasAxisScale: any;
/** Its names: pages/parts/shell/js/axis_names.js. */
declare var atlasAxisNames: (
  box: HTMLElement,
  whole: Span,
  say: (where: Element, text: string) => void,
) => { draw(view: Span, range: Span, width: number): void };
/** Its bars: pages/parts/shell/js/axis_bars.js. */
declare var atlasAxisBars: (
  box: Element,
  text: string,
  whole: Span,
) => { draw(view: Span, width: number, chosen: boolean[] | null): void };
/** One axis: pages/parts/shell/js/axis.js. */
declare var atlasAxis: (node: HTMLElement) => {
  readonly node: HTMLElement;
  take(now: { from: string; to: string; sent: number; heard: number; chosen: boolean[] | null }): void;
  forget(): void;
  again(): void;
};
/** From the beginning of one day to the beginning of another, counted from 1970. */
interface Span {
  from: number;
  to: number;
}
/** What a pointer does with an axis of time: what was there before, and whether it has been moved. */
interface Held {
  x: number;
  y: number;
  day: number;
  before: Span;
  view: Span;
  isMoved: boolean;
  kind: string;
  pinch: { apart: number; day: number } | null;
}
/** The first and the last day that are wanted; none means no limit. */
interface Days {
  from: string | null;
  to: string | null;
}
