/** Ids that every device of a circle reckons alike, so that two that begin the same thing meet at one place. */

import { idOfWords } from "../../vault/core/bytes";

/** The id of something that a circle has once: `what` says which. */
export function idOf(space: string, what: string): string {
  return idOfWords(`tuokio-workroom ${space} ${what}`);
}

/** Where the meeting that is under way stands. */
export const liveId = (space: string): string => idOf(space, "meeting");

/** Where a tool's version of one meeting stands; `when` is the meeting, or the day between meetings. */
export const versionId = (space: string, thread: string, when: string): string => idOf(space, `version ${thread} ${when}`);
