/** What the primary task's pages and papers say alike. */

import { t } from "../../vault/app/words";
import { type Distance, stepOf } from "./distance";

/** Under which it is given to the commissioner: there is one. */
export const KEY = "primary-task";

export function inWords(distance: Distance): string {
  return {
    same: t("The same sentence as at first."),
    little: t("A little changed."),
    partly: t("Changed in part."),
    largely: t("Changed for the most part."),
    new: t("Another sentence altogether."),
  }[stepOf(distance)];
}
