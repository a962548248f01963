/** Quality requirements (domain.md 6.6): what is good enough, agreed together, looked at again, on the wall, given on if all agree. */

import { day, t } from "../../vault/app/words";
import type { Part, Sheet } from "../sheet";
import type { Tool } from "../tool";
import { qualityPage } from "./page";
import { anew, empty, type Quality, questionOf, read, type Requirement, take } from "./state";
import { ASKED, labelOf, levelWords } from "./words";

export const quality: Tool<Quality> = {
  id: "quality",
  name: () => t("Quality requirements"),
  about: () => t("what must be good, how we know, who watches"),
  one: true,
  empty,
  read,
  page: qualityPage,
  sheet,
  words: ({ requirements }) => requirements.flatMap(({ good, known, least, watches, reviews }) => [good, known, least, watches, ...reviews.map(({ word }) => word)]).filter(Boolean),
  ask: (state) => ({ id: questionOf(state), form: "words", rows: 3, hidden: false, tags: [], title: t("What must be good in our work?"), hint: t("One thing, as whoever uses your work would notice it. No names, and no case that could be recognised."), lines: state.requirements.map(({ good }) => good) }),
  take,
  anew,
  releasable: ({ requirements }) => requirements.map((one) => ({ key: one.id, kind: "quality", sheet: given(one) })),
};

const PENS = 8;

/** For the wall: the requirements as one table, in the group's order, and below it how they were found to be last. */
function sheet({ requirements }: Quality): Sheet {
  const rows = requirements.map((one, i) => [`${i + 1}. ${one.good}`, ...cells(one)]);
  const pens = Array.from({ length: PENS }, () => ASKED.map(() => ""));
  const looked = requirements.flatMap(({ good, reviews }) => reviews.slice(-1).map(({ on, level, word }) => [good, levelWords(level), word, day(on)]));
  const found: Part[] = looked.length > 0 ? [{ heading: t("How it was last time"), table: { head: [labelOf("good"), t("How it has been"), t("A word of why"), t("Day")], rows: looked } }] : [];
  return { title: t("Quality requirements"), parts: [{ table: { head: ASKED.map(labelOf), rows: rows.length > 0 ? rows : pens } }, ...found] };
}

/** One requirement as it would be given on: its words, and not how it has been. */
const given = (one: Requirement): Sheet => ({
  title: t("Quality requirement"),
  parts: [{ table: { head: [labelOf("good"), one.good], rows: ASKED.slice(1).map((name, i) => [labelOf(name), cells(one)[i] ?? ""]).filter(([, words]) => words) } }],
});

const cells = ({ known, least, watches, review }: Requirement): string[] => [known, least, watches, review && day(review)];
