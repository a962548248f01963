/** Solutions board: problem, ways with what speaks for and against them, and what came of it (domain.md 1.3). */

import { t } from "../../vault/app/words";
import type { Ask } from "../ask";
import type { Part } from "../sheet";
import type { Tool } from "../tool";
import { textOf } from "./finding";
import { outcomeWords, solutionsPage } from "./page";
import { empty, merged, type Option, type Problem, read, type Solutions, take } from "./state";

export const solutions: Tool<Solutions> = {
  id: "solutions",
  name: () => t("Solutions board"),
  about: () => t("what was tried, what worked, what was learnt"),
  one: true, // one search over all that was learnt
  empty,
  read,
  page: solutionsPage,
  sheet: ({ problems }) => ({ title: t("Solutions board"), parts: problems.map(partOf) }),
  words: ({ problems }) => problems.flatMap(({ words, options }) => [words, ...options.map(textOf)]),
  ask: askOf,
  take,
  merged,
};

function askOf({ problems, asked }: Solutions): Ask | null {
  const problem = problems.find(({ id }) => id === asked);
  if (!problem) return null;
  return {
    id: problem.id,
    form: "words",
    rows: 1,
    hidden: false,
    tags: [],
    title: t("What could help?"),
    lines: [problem.words],
    hint: t("One way at a time. No names, no cases that can be recognised."),
  };
}

function partOf({ words, options }: Problem): Part {
  const row = ({ words: way, pros, cons, next, outcome, learnt }: Option): string[] => [way, pros, cons, next, learnt ? `${outcomeWords(outcome)}: ${learnt}` : outcomeWords(outcome)];
  const pen = [1, 2].map(() => ["", "", "", "", ""]);
  return { heading: words, table: { head: [t("Way"), t("For it"), t("Against it"), t("Next step"), t("How did it go?")], rows: [...options.map(row), ...pen] } };
}
