/** The words of what leaves the room: kinds, marks, states, rules, and what went wrong. */

import { wordsFor } from "../../vault/app/faults";
import { day, t, tn } from "../../vault/app/words";
import type { OutRow, OutSeen } from "../../vault/worker/api";
import type { Kind, Mark } from "./state";

export const kindWords = (kind: Kind): string =>
  ({
    primary_task: () => t("Primary task"),
    role_map: () => t("Roles and tasks"),
    quality: () => t("Quality requirement"),
    goal: () => t("The group's own goal"),
    observation: () => t("Observation and wish"),
  })[kind]();

export const markWords = (mark: Mark): string => (mark === "structural" ? t("It is about structures: work, tasks, who decides") : t("It is our own result: what we have made together"));

/** Where it stands, in a line. Of a group's no there is nothing more to say. */
export function stateWords(row: OutRow): string {
  if (row.state === "proposed") return t("proposed · answers are waited for until %(day)s", { day: day(row.lastDay) });
  if (row.state === "may_be_given") return t("the group has agreed · waits to be given");
  if (row.state === "given") return t("given %(day)s · version %(n)s", { day: day(row.given ?? ""), n: row.version });
  if (row.state === "asked_back") return t("given %(day)s · asked back %(back)s", { day: day(row.given ?? ""), back: day(row.askedBack ?? "") });
  return row.state === "replaced" ? t("given %(day)s · a newer version has taken its place", { day: day(row.given ?? "") }) : t("not given");
}

/** Why it could not be decided, where that tells nothing of anybody's word. */
export function whyNot({ reason }: OutRow): string {
  if (reason === "slips_missing") return t("Not everybody in the group could answer. Take it up in a meeting and count slips of paper.");
  return reason === "no_answer" ? t("Nobody answered in time.") : t("It is not shown who said what, or how many. Talk about it together if you like.");
}

const UNSEEN = (): string[] => [
  t("One word for a change or against it is enough: then it is not given."),
  t("Nobody sees what you said or whether you have answered: not the others, not the supervisor, not the commissioner."),
];

/** How it is decided, said before anybody answers. */
export function rules({ asked, lastDay }: OutRow, people: number): string[] {
  if (asked === 1 && people > 1) return [t("You answer here, the others in a meeting, on slips of paper. If nobody says anything by %(day)s, it is not given.", { day: day(lastDay) }), ...UNSEEN()];
  if (asked === 1) return [t("You decide alone. If you say nothing by %(day)s, it is not given.", { day: day(lastDay) })];
  return [
    t("It may be given when everyone says yes, or when nobody has said otherwise by %(day)s.", { day: day(lastDay) }),
    ...UNSEEN(),
    ...(asked === 2 ? [t("You are two: if it is not given and you did not say so, you know who did.")] : []),
    ...(asked === 3 ? [t("You are three: if two tell each other what they said, they know what the third one said.")] : []),
  ];
}

export function publicNote({ publicity }: OutSeen): string {
  if (publicity === "authority") return t("The commissioner is a public authority. What is given becomes an official document: anyone may ask to see it, and it is kept as the authority keeps its documents.");
  return publicity === "perhaps" ? t("The commissioner may be a public authority. Then what is given becomes an official document: anyone may ask to see it.") : "";
}

export const slipsWords = (people: number): string => tn("One slip of paper.", "%(n)s slips of paper at most, one from each in the room, also from those who have answered here.", people);

export function faultWords(code: string): string {
  const known: Record<string, () => string> = {
    ended: () => t("This process has ended, so nothing more is given. What was given can be asked back."),
    elsewhere: () => t("This cannot be done any more. Perhaps it was already done on another device."),
    nobody: () => t("Nobody takes part in the process now, so there is nobody to ask."),
    "no-commissioner": () => t("Nobody else orders this work, so there is nobody to give it to."),
    over: () => t("It has been decided, so no word is taken any more. What you chose was not kept."),
    "not-asked": () => t("You came into the group after it was proposed, so no word is asked of you."),
    "other-words": () => t("The words are others than those that the group was asked about. Nothing was done."),
    slips: () => t("At least three slips are needed, so that no slip tells whose it is, and no more than there are people. Nothing was kept."),
    overtaken: () => t("The same thing is being decided already. Wait for that, or withdraw it first."),
  };
  return ((Object.hasOwn(known, code) && known[code]) || (() => wordsFor(code)))();
}
