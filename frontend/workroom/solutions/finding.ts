/** Finding again what was learnt: by words, and by how far it came. */

import type { Option, Outcome, Solutions } from "./state";

/** Which options are looked for: all, or those that have come so far. */
export const SHOWN: Record<string, readonly Outcome[]> = {
  all: ["idea", "tried", "worked", "partly", "not"],
  works: ["worked", "partly"],
  tried: ["tried"],
  not: ["not"],
  idea: ["idea"],
};

/** Letters alone: neither case nor how an accent is written stands in the way of finding. */
const plain = (text: string): string => text.normalize("NFC").toLocaleLowerCase("fi");

/** Each word that is looked for stands somewhere, as a whole or as the beginning or middle of one: Finnish words bend at their end. */
function holds(text: string, sought: string): boolean {
  const within = plain(text);
  return plain(sought).split(/\s+/).every((word) => within.includes(word));
}

export const textOf = ({ words, pros, cons, next, learnt }: Option): string => [words, pros, cons, next, learnt].join("\n");

/**
 * The ids of problems and options to show. A problem whose own words are found shows all its options that have come so
 * far; another shows those in which the words are found, read together with its own.
 */
export function found({ problems }: Solutions, sought: string, shown: string): Set<string> {
  const outcomes = SHOWN[shown] ?? [];
  const all = shown === "all" || !(shown in SHOWN);
  return new Set(
    problems.flatMap((problem) => {
      const options = problem.options.filter((option) => (all || outcomes.includes(option.outcome)) && holds(`${problem.words}\n${textOf(option)}`, sought)).map(({ id }) => id);
      return options.length > 0 || (all && holds(problem.words, sought)) ? [problem.id, ...options] : [];
    }),
  );
}
