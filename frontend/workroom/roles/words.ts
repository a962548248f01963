/** What the map says in words: its levels, its parts, its flags, and how many rows are which. */

import { spoken, t, tn } from "../../vault/app/words";
import { type Counts, type Plain, those } from "./flags";
import type { Flag, Level, RoleMap, Task } from "./state";

export function levelName(level: Level): string {
  return { self: t("Me"), group: t("Group"), organisation: t("Organisation") }[level];
}

/** As a heading, with whose it is on the level of a person. */
export function mapName({ level, whose }: Pick<RoleMap, "level" | "whose">): string {
  if (level === "self") return t("One person's own work: %(who)s", { who: whose });
  return level === "group" ? t("The group") : t("The organisation");
}

export function partWord(part: Plain): string {
  return { does: t("does"), decides: t("decides"), supports: t("supports"), knows: t("must know") }[part];
}

export function partMeaning(part: Plain): string {
  return { does: t("carries it out"), decides: t("has the last word"), supports: t("helps when needed"), knows: t("is told") }[part];
}

/** What is not clear in a row. Without names when it may leave the room. */
export function flagWords(map: RoleMap, task: Task, flag: Flag, { names } = { names: true }): string {
  if (flag === "no-decider") return t("Gap: nobody decides");
  if (flag === "no-doer") return t("Gap: nobody does this");
  if (flag === "single") return names ? t("Resting on one: only %(who)s does this", { who: nameOfDoer(map, task) }) : t("Resting on one");
  const n = those(map, task, "decides").length;
  return n === 2 ? t("Overlap: two decide") : t("Overlap: %(n)s decide", { n });
}

/** The same of how it was. */
export function flagWas(map: RoleMap, task: Task, flag: Flag): string {
  if (flag === "no-decider") return t("nobody decided");
  if (flag === "no-doer") return t("nobody did this");
  if (flag === "single") return t("only %(who)s did this", { who: nameOfDoer(map, task) });
  const n = those(map, task, "decides").length;
  return n === 2 ? t("two decided") : t("%(n)s decided", { n });
}

const nameOfDoer = (map: RoleMap, task: Task): string => those(map, task, "does")[0]?.name ?? "";

export function listed(words: readonly string[]): string {
  return new Intl.ListFormat({ fi: "fi-FI", sv: "sv-FI", en: "en-GB" }[spoken()], { type: "conjunction" }).format(words);
}

/** How many rows need agreeing on and why, how many are well as they are, how many are clear. */
export function countsSentence(counts: Counts): { first: string; rest: string } {
  const why = [
    counts.gap > 0 && tn("%(n)s gap", "%(n)s gaps", counts.gap),
    counts.overlap > 0 && tn("%(n)s overlap", "%(n)s overlaps", counts.overlap),
    counts.single > 0 && tn("%(n)s task resting on one", "%(n)s tasks resting on one", counts.single),
  ].filter((part) => part !== false);
  const ends = [
    counts.fine > 0 && tn("%(n)s is well as it is.", "%(n)s are well as they are.", counts.fine),
    counts.clear > 0 && tn("%(n)s is clear.", "%(n)s are clear.", counts.clear),
  ].filter((part) => part !== false);
  if (counts.open === 0) return { first: t("Nothing is waiting to be agreed on."), rest: ends.join(" ") };
  return { first: tn("%(n)s row needs agreeing on:", "%(n)s rows need agreeing on:", counts.open), rest: [`${listed(why)}.`, ...ends].join(" ") };
}

export const somebody = (): string => t("a member of the group");
export const noNames = (): string => t("No names of clients, no recognisable cases.");
