/** What the pages and papers of quality requirements say alike. */

import { t } from "../../vault/app/words";
import type { Level, Wording } from "./state";

export const ASKED = ["good", "known", "least", "watches", "review"] as const;

export function labelOf(name: keyof Wording): string {
  return {
    good: t("What must be good"),
    known: t("How we know"),
    least: t("The least that will do"),
    watches: t("Who watches (a role)"),
    review: t("Looked at again on"),
  }[name];
}

export function levelWords(level: Level): string {
  return { met: t("It is met"), partly: t("It is met in part"), not: t("It is not met") }[level];
}
