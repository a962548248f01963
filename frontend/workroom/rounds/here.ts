/**
 * What this page knows of a round, in memory alone: which script, who is in the room, and the round under way. It is
 * in no document, draft or message, and is forgotten when the workroom is left or the notes lock.
 */

import type { Run, Seat } from "./run";
import type { Rounds } from "./state";

export type Here = {
  /** Which script is looked at or run; ours and the group's own have ids of their own kind. */
  script: string;
  /** The document's state as the page shows it: an earlier version is none of what is at hand. */
  state: Rounds | null;
  /** Which own script is being written. */
  writing: string;
  /** Minutes for the round; null as the script says them. */
  total: number | null;
  /** Null until they were filled with the names that the house knows. */
  seats: Seat[] | null;
  /** That no one is named and no one can be recognised. */
  agreed: boolean;
  run: Run | null;
  /** A round has just come to its end. */
  ended: boolean;
  /** For the phones: a new one for each round. */
  ask: string;
  clock: boolean;
  silent: boolean;
  /** The step whose time was said to be full. */
  full: number;
};

const fresh = (): Here => ({ script: "", state: null, writing: "", total: null, seats: null, agreed: false, run: null, ended: false, ask: "", clock: true, silent: false, full: -1 });

export const here: Here = fresh();

export const forget = (): void => void Object.assign(here, fresh());
