/** What leaves the room (confidentiality.md 3.7): nothing before everybody has read it in the words that would be seen. */

import { t } from "../../vault/app/words";
import { sheetLines } from "../sheet-lines";
import type { Part, Sheet } from "../sheet";
import type { Tool } from "../tool";
import { releasesPage } from "./page";
import { empty, read, type Releases } from "./state";
import { kindWords } from "./words";

export const releases: Tool<Releases> = {
  id: "releases",
  name: () => t("To the commissioner"),
  about: () => t("what the group gives out of the room, in words that everybody has read"),
  one: true,
  empty,
  read,
  page: releasesPage,
  sheet,
  words: ({ proposals, observations }) => [...proposals.flatMap(({ sheet: found }) => [found.title, ...sheetLines(found)]), ...observations.flatMap(({ text, owner, wish }) => [text, owner, wish])].filter(Boolean),
  ask: ({ proposals, shown }) => {
    const found = proposals.find(({ id }) => id === shown);
    if (!found) return null;
    const { id, kind, mark, salt, sheet: words } = found;
    return { id: `out-${id}`, form: "out", title: t("May this be given to the commissioner?"), words: { id, kind, mark, salt, sheet: words }, hint: t("In exactly these words.") };
  },
  anew: (state) => ({ ...state, shown: "" }),
};

/** On paper: the proposals in their words, then the observations. */
function sheet({ proposals, observations }: Releases): Sheet {
  const given = proposals.flatMap(({ kind, sheet: found }): Part[] => [{ heading: `${kindWords(kind)}: ${found.title}` }, ...found.parts]);
  const noted: Part[] = observations.length > 0 ? [{ heading: t("Observations about structures"), table: { head: [t("Observation"), t("Whose matter it is"), t("What we wish")], rows: observations.map(({ text, owner, wish }) => [text, owner, wish]) } }] : [];
  return { title: t("To the commissioner"), parts: [...given, ...noted] };
}
