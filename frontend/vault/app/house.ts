/** What every page of the notes needs: the worker, the way to the next page, the way to lock, and what to finish first. */

import type { Client } from "../worker/calls";
import type { Standing } from "../worker/rooms/keys";

/** Where a person can be; each has a page in `pages/all.ts`. */
export type View =
  | { at: "notes" }
  | { at: "read"; space: string; id: string }
  | { at: "write"; space: string; id: string | null; /** The day after a meeting: with its question. */ asked?: boolean }
  | { at: "messages"; space: string }
  | { at: "ways" }
  | { at: "merge"; space: string; id: string; other: string }
  | { at: "succession" }
  | { at: "export" }
  | { at: "import"; space: string }
  | { at: "circle"; space: string }
  | { at: "share"; space: string; id: string }
  | { at: "workroom"; space: string; /** A tool's document, or a tool to begin; the room itself when both are missing. */ tool?: string; id?: string; /** What of it is given out of the room. */ give?: string };

export interface House {
  client: Client;
  wordList: () => Promise<readonly string[]>;
  /** Show another page; the browser's own way back leads here again. */
  go: (view: View) => Promise<void>;
  /** The notes have just been opened: show them. */
  opened: (standing: Standing) => Promise<void>;
  lock: () => Promise<void>;
  /** A passkey has let its person in: show what it opened, or which other ways there are. */
  cameIn: (standing: Standing) => Promise<void>;
  /** Whether this browser may keep sealed drafts on disk: only on a device that its person called their own. */
  keepsDrafts: () => boolean;
  /** Count the idle minutes anew, by what was chosen. */
  watch: () => void;
  /** What to do before the page locks, is hidden or is left, and what once it is left; the next page replaces it. */
  beforeLeaving: (act: () => Promise<void>, left?: () => void) => void;
}
