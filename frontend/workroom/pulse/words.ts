/** The pulse in words: its three statements, and what was told of them as a sheet. */

import { t, tn } from "../../vault/app/words";
import type { Ask } from "../ask";
import type { Part } from "../sheet";
import type { Band, Pulse } from "./state";

/** Our own statements (domain 5.5, session pulse): not validated, and said so where they are asked. */
export const statements = (): string[] => [t("We dealt with what mattered."), t("It was safe for me to take part."), t("I take something into my work.")];

export const tooFew = (): string => t("Too few answers to show anything: it takes four.");

/** Of one statement: a table, or only that so many answered when more would tell of somebody. */
export function partOf(statement: string, bands: readonly Band[]): Part {
  const [first] = bands;
  if (bands.length === 1 && first) return { heading: statement, text: `${tn("one answer", "%(n)s answers", first[2])}. ${t("How they lie cannot be shown without telling of somebody.")}` };
  const rows = [...bands].reverse().map(([lowest, highest, answers]) => [`${lowest}–${highest}`, String(answers)]);
  return { heading: statement, table: { head: [t("From 0 to 100"), t("Answers")], rows } };
}

export function partsOf({ told }: Pulse): Part[] {
  if (!told) return [];
  const { bands } = told;
  return bands ? statements().map((statement, at) => partOf(statement, bands[at] ?? [])) : [{ text: tooFew() }];
}

/** While it is asked. */
export function askOf({ open }: Pulse): Extract<Ask, { form: "pulse" }> | null {
  return open && { form: "pulse", id: open.ask, title: t("How was the meeting?"), statements: statements(), tokens: open.tokens };
}
