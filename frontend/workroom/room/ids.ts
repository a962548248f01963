/** Ids that every device of a circle reckons alike, so that two that begin the same thing meet at one place. */

import { digest, utf8 } from "../../vault/core/bytes";

/** The id of something that a circle has once: `what` says which. */
export function idOf(space: string, what: string): string {
  const hex = digest(utf8(`tuokio-workroom ${space} ${what}`));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** Where the meeting that is under way stands. */
export const liveId = (space: string): string => idOf(space, "meeting");

/** Where a tool's version of one meeting stands; `when` is the meeting, or the day between meetings. */
export const versionId = (space: string, thread: string, when: string): string => idOf(space, `version ${thread} ${when}`);
