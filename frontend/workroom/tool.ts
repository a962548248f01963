/**
 * A tool of the workroom: what it holds, how it is shown and printed, what it asks of phones, what may leave the room.
 *
 * A tool's core is plain functions over an immutable state, which is JSON and sealed as it is (declare it with `type`); the room (`room/`) keeps, seals, sends and versions it.
 */

import type { Json } from "../vault/core/bytes";
import type { Attached } from "../vault/worker/attached";
import type { Client } from "../vault/worker/calls";
import type { Ask, Said } from "./ask";
import type { OutSeen, OutSlips, OutWord } from "../vault/worker/api";
import type { OutWords } from "../vault/worker/rooms/out";
import type { Sheet } from "./sheet";

export const TOOLS = [
  "topics", "actions", "goals", "perspectives", "rounds", "primary-task", "roles", "quality", "interfaces",
  "influence", "forces", "strain", "solutions", "pulse", "agreement", "releases",
] as const;
export type ToolId = (typeof TOOLS)[number];

/** One version of a tool's document: as it stood at the end of one meeting, or between meetings. */
export interface Version<State> {
  /** The meeting (its id at the server) in which it was written; null between meetings. */
  meeting: string | null;
  /** The day, ISO. */
  on: string;
  state: State;
  /** Pictures taken of paper: a photo is a version like any other. */
  photos: Attached[];
}

/** What may be given to the commissioner, once everybody has agreed to it in these words. */
export interface Releasable {
  /** Opaque and lasting within its document: the same thing has the same key in a later version. */
  key: string;
  kind: "primary_task" | "role_map" | "quality" | "goal" | "observation";
  sheet: Sheet;
}

export interface Tool<State extends Json = Json> {
  id: ToolId;
  /** The name on the page, and one line that says what it is for. */
  name: () => string;
  about: () => string;
  /** One document for the whole process; or as many as are begun, each with a title of its own. */
  one: boolean;
  /** No photo of paper stands with it: nothing of what is worked on here is kept. */
  photos?: false;
  empty: () => State;
  /** What an opened document holds. Throws Refusal("form") on what is not written as this writes. */
  read: (state: Json) => State;
  /** The tool on the leader's screen and on a member's own: nodes built with `h`. Called anew on each redraw. */
  page: (desk: Desk<State>) => Node[];
  /** For the printer, and for whoever reads it later. */
  sheet: (state: State) => Sheet;
  /** Everything that a search should find. */
  words: (state: State) => string[];
  /** What phones are asked now, as the state says; null when they only wait. */
  ask?: (state: State) => Ask | null;
  /** Take in what was said. Pure, and the same once or twice: `said.id` counts once. */
  take?: (state: State, said: Said) => State;
  /** When a new meeting begins with this state: what the new version starts from. The same state if not given. */
  anew?: (state: State) => State;
  /** Two devices wrote at the same time: both in one, with no word of either lost. Not there: one of them is chosen. */
  merged?: (mine: State, other: State) => State;
  releasable?: (state: State) => Releasable[];
  /** The workroom was left or the notes locked: forget what stood on the page and is in no document. */
  left?: () => void;
}

/** What a tool's page is given. */
export interface Desk<State> {
  /** As it is when it is asked for: what was typed since the last drawing is in it. */
  readonly state: State;
  /** Earlier versions, the oldest first; the current one is not among them. */
  earlier: readonly Version<State>[];
  /** Names of those in the process, as the house knows them. */
  people: readonly string[];
  /** The same persons, each under one name. */
  persons: readonly string[];
  /** One or two with their supervisor, and no phones: what only a group needs is left out. */
  few?: boolean;
  /** Let me be told on a day (ISO) that something waits, without a word of what; null wishes it no more. */
  remind?: (id: string, on: string | null) => Promise<void>;
  /** For what is plain at the server: which process and meeting, and what is asked there; missing where there is no process. */
  server?: { process: string; meeting: string | null; client: Pick<Client, "pulse" | "levels"> };
  /** Whether this screen may change it now: not while it only looks at an earlier version, or the meeting is another's. */
  mayWrite: boolean;
  /** Put a new state in place of the one at hand and keep it; `draw: false` while somebody types in a field. */
  change: (next: State, options?: { draw?: boolean }) => void;
  draw: () => void;
  /** A meeting is under way and this screen leads it. */
  leads: boolean;
  /** Show this tool's question on the phones, or take it away. */
  asking: boolean;
  askPhones: (on: boolean) => void;
  /** Hidden words of this tool's question: how many wait, and the act that shows all at once. */
  hidden: { waiting: number; reveal: () => void };
  /** Hide what somebody writes on this screen until then: it comes back through `take`, as from a phone. */
  hide: (words: Pick<Said, "name" | "text" | "tags">) => Promise<void>;
  /** Who this is: the id in the circle's list of members, and the name that the house knows. */
  me: { id: string; name: string };
  /** Make an agreed action of it; give it on as an observation about structures; each says so on the page. */
  toAction: (what: string) => Promise<void>;
  toObservation: (what: string) => Promise<void>;
  /** Go to another tool of this process. */
  open: (tool: ToolId) => void;
  /** Go to the page where something of this document is given to the commissioner. */
  give: (key: string) => void;
  /** Only of what leaves the room: what the house knows of it, and the acts. */
  out?: OutDesk;
  /** A sentence that is heard and seen; announced at most every ten seconds. */
  tell: (words: string) => void;
  /** Something goes on in the room though nobody touches the screen: count the minutes to locking anew. */
  inUse: () => void;
  newId: () => string;
  today: () => string;
}

/** Something of another tool that may be given, and where it comes from. */
export interface Offer {
  /** The subject, and the key of the thing in it. */
  from: string;
  tool: string;
  subject: string;
  what: Releasable;
}

/** What leaves the room, as the page of it is given it. */
export interface OutDesk {
  /** What the house said last; null until it has been asked. */
  seen: OutSeen | null;
  /** What could be given; null until the other tools have been looked through. */
  offers: readonly Offer[] | null;
  /** What a tool's own page wanted to give, by its `from`; said once. */
  wanted: string;
  /** The proposals whose words are those that the house was bound to, by their ids. */
  bound: ReadonlySet<string>;
  /** A code of what went wrong last; empty when nothing did. */
  fault: string;
  look: () => Promise<void>;
  /** Each of these draws the page anew when it is done. False when it was refused. */
  propose: (words: OutWords, thing: string) => Promise<boolean>;
  say: (words: OutWords, word: OutWord) => Promise<boolean>;
  count: (id: string, slips: OutSlips) => Promise<boolean>;
  give: (words: OutWords) => Promise<boolean>;
  withdraw: (id: string) => Promise<boolean>;
  askBack: (id: string) => Promise<boolean>;
}
