/** What roles, steps and faults are called in the reader's language. */

import { t, tn } from "../../vault/app/words";
import { listed, within } from "../choosing";
import { type Fault, type Role, rolesOf, type Shown, type Step } from "./script";

export const roleName = (role: Role): string =>
  ({ giver: t("Case giver"), moderator: t("Moderator"), timekeeper: t("Time keeper"), group: t("Group"), observers: t("Observers") })[role];

/** What somebody in that role does, for the card. */
export const roleTask = (role: Role): string =>
  ({
    giver: t("Tells the situation as roles, listens to what the others think, and alone decides what to take along."),
    moderator: t("Keeps the steps apart and sees that everybody is heard."),
    timekeeper: t("Says when the time is getting full. Cuts nobody off."),
    group: t("Listens, asks and thinks aloud, each in its own step."),
    observers: t("Follow in silence and say at the end what they noticed."),
  })[role];

/** The roles by name, as within a sentence; "everybody" when they are all that the script has. */
export function rolesIn(roles: readonly Role[], script: Shown): string {
  if (roles.length === 0) return t("nobody");
  if (rolesOf(script).every((role) => roles.includes(role))) return t("everybody");
  return listed(roles.map((role) => within(roleName(role))));
}

/** What a role does in a step, in a few words. */
export function partIn(step: Step<string>, role: Role): string {
  if (step.speaks.includes(role)) return t("has the floor");
  return step.silent.includes(role) ? t("in silence") : t("own task");
}

/** Number and word stay on one line. */
export const minutes = (count: number): string => t("%(n)s min", { n: count }).replace(" ", "\u00a0");

const fieldName = (field: string): string =>
  ({ title: t("Title"), about: t("What it is for"), source: t("Whose idea it is"), name: t("Name of the step"), prompt: t("What is asked") })[field] ?? field;

/** What is wrong, and in which step. */
export function faultWords(fault: Fault): string {
  return fault.step === null ? sentence(fault) : `${t("Step %(n)s", { n: fault.step })}: ${sentence(fault)}`;
}

function sentence({ what, at = "", language, most = 0 }: Fault): string {
  const inLanguage = language ? ` (${{ fi: t("in Finnish"), sv: t("in Swedish"), en: t("in English") }[language]})` : "";
  const role = at as Role;
  switch (what) {
    case "not-a-script":
      return t("This is no script.");
    case "unknown-key":
      return t("There is a part called %(name)s, and no script has one.", { name: at });
    case "id":
      return t("The id is of small letters, numbers and hyphens, and at most 40 signs long.");
    case "sizes":
      return t("The size of the group is two whole numbers, from and to, at most %(n)s.", { n: most });
    case "no-steps":
      return t("There are no steps.");
    case "too-many-steps":
      return tn("There may be one step.", "There may be at most %(n)s steps.", most);
    case "not-a-step":
      return t("This is no step.");
    case "twice":
      return t("Another step has the same id, %(name)s.", { name: at });
    case "minutes":
      return t("Minutes are a whole number from 1 to %(n)s.", { n: most });
    case "roles":
      return t("Who speaks and who is silent are two lists of roles.");
    case "unknown-role":
      return t("There is no role called %(name)s.", { name: at });
    case "speaks-and-silent":
      return t("%(role)s cannot both speak and be silent.", { role: roleName(role) });
    case "nobody":
      return t("Say who speaks or who is silent.");
    case "records":
      return t("In a case round nothing is written down: may_record is false.");
    case "no-words":
      return t("%(field)s is missing.", { field: fieldName(at) + inLanguage });
    case "too-long":
      return t("%(field)s is too long, at most %(n)s signs.", { field: fieldName(at) + inLanguage, n: most });
  }
}
