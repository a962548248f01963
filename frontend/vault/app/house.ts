/** What every page of the notes needs: the worker, the way to lock, and what to finish before leaving. */

import type { Client } from "../worker/calls";
import type { Standing } from "../worker/vault";

export interface House {
  client: Client;
  wordList: () => Promise<readonly string[]>;
  /** The notes have just been opened: show them. */
  opened: (standing: Standing) => Promise<void>;
  lock: () => Promise<void>;
  /** What to do before the page locks or is left; the next page replaces it. */
  beforeLeaving: (act: () => Promise<void>) => void;
}
