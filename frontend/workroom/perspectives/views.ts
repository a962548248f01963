/** What the views are called, and the question that each may be asked. Our own words. */

import { t } from "../../vault/app/words";
import { within } from "../choosing";
import type { Question, View } from "./state";

export const labelOf = ({ id, label }: View): string => label.trim() || (names()[id] ?? t("Our own view"));

/** The same within a sentence; what the group wrote stands as it wrote it. */
export const labelWithin = (view: View): string => (view.label.trim() ? labelOf(view) : within(labelOf(view)));

const names = (): Record<string, string> => ({
  client: t("The client"),
  me: t("Me"),
  colleague: t("A colleague"),
  manager: t("The line manager"),
  profession: t("Another profession"),
  organisation: t("The organisation"),
  society: t("Society"),
  future: t("The future"),
});

const questions = (): Record<string, readonly [string, string]> => ({
  client: [t("What would the client wish that we noticed?"), t("How would the client know that something has changed?")],
  me: [t("What in this touches me just now?"), t("What do I do myself without always noticing?")],
  colleague: [t("What does the one working beside me see when they look at this?"), t("What would a colleague ask of me?")],
  manager: [t("What does the line manager worry about here?"), t("What can the line manager decide, and what not?")],
  profession: [t("In which words would another profession tell the same thing?"), t("What do they know that we do not?")],
  organisation: [t("What do the organisation's rules and habits do here?"), t("Whose work does this make easier, and whose harder?")],
  society: [t("What would the law, money or public talk say of this?"), t("What in this belongs to our times and is nobody's fault here?")],
  future: [t("What will this look like in five years?"), t("For what would those who come after us thank us?")],
});

/** The question in words; of a view that the group named or added itself, one that fits any. */
export function questionOf({ view, number }: Question, views: readonly View[]): string {
  const found = views.find(({ id }) => id === view);
  const own = found === undefined || found.label.trim() !== "" ? undefined : questions()[view];
  if (own) return own[number] ?? own[0];
  const name = found ? labelOf(found) : "";
  return number === 0 ? t("%(view)s: what would be said from there first?", { view: name }) : t("%(view)s: what would not be said aloud from there?", { view: name });
}
