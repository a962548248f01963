/** What this screen looks at: nothing of it is kept. */

import type { Level } from "./state";

export const looking = {
  level: "group" as Level,
  whose: "",
  view: "now" as "before" | "now" | "beside",
  /** Which earlier version is compared with, by its place; the latest when there is no such. */
  against: -1,
  editing: false,
  byRole: false,
  /** What is unfolded, by its id. */
  open: new Set<string>(),
};
