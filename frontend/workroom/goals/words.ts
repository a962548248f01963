/** Own goals in words: levels, what phones are asked, and the sheet of one goal or of all. */

import { t, tn, when } from "../../vault/app/words";
import type { Ask, RatedGoal } from "../ask";
import type { Part, Sheet } from "../sheet";
import { counts, type Goal, type Goals, isWorded, LEVELS, type Recorded, type Scope, type Stands } from "./state";

export const scopeWords = (scope: Scope): string => ({ person: () => t("at the level of each person"), group: () => t("at the level of the group"), organisation: () => t("at the level of the organisation") })[scope]();

export const standWords = (stands: Stands): string => ({ active: () => t("we work on it"), reached: () => t("reached"), replaced: () => t("replaced by another"), dropped: () => t("we let it go") })[stands]();

/** A level as a figure: +1, 0, −1, −0,5. */
export const signed = (level: number): string => `${level > 0 ? "+" : level < 0 ? "−" : ""}${String(Math.abs(level)).replace(".", ",")}`;

/** What a level means whatever the goal is about. */
export const common = (level: number): string =>
  (({ "-2": () => t("much less than expected"), "-1": () => t("somewhat less than expected"), "-0.5": () => t("partly: between the start and what was expected"), "0": () => t("as expected"), "1": () => t("somewhat more than expected"), "2": () => t("much more than expected") }) as Record<string, () => string>)[String(level)]?.() ?? "";

/** The level in the words of this goal, or in the common ones where it has none. */
export function levelWords({ light, levels, begin, start }: Goal, level: number): string {
  const own = light ? (level === 0 ? levels[2] : level === start ? begin : "") : levels[level + 2];
  return `${signed(level)} · ${own || common(level)}`;
}

export const spanWords = (goal: Goal, { low, high }: Pick<Recorded, "low" | "high">): string => (low === high ? levelWords(goal, low) : `${levelWords(goal, low)} – ${levelWords(goal, high)}`);

/** The levels that a goal can be recorded at, the best first. */
export const levelsOf = ({ light, start }: Goal): number[] => [2, 1, 0, ...(light && start === -1 ? [-0.5] : []), -1, -2];

export const toldWords = (goal: Goal, told: readonly [number, number][]): string[] => [...told].sort(([one], [other]) => other - one).map(([level, answers]) => `${levelWords(goal, level)}: ${tn("one answer", "%(n)s answers", answers)}`);

const ANSWERS: Record<string, () => string> = {
  much_better: () => t("much better than expected"),
  little_better: () => t("a little better than expected"),
  as_expected: () => t("as expected"),
  partly: () => t("partly"),
  no_change: () => t("no change"),
  worse: () => t("worse"),
};

/** A goal as it is rated alone; `light` is what each answer in words means from which start, as the house says it. */
function rated(goal: Goal, light: Record<string, Record<string, number>>): RatedGoal {
  const choices = goal.light
    ? Object.entries(light[String(goal.start)] ?? {}).map(([id, level]) => ({ id, level, words: ANSWERS[id]?.() ?? id }))
    : [...LEVELS].reverse().map((level) => ({ id: `level${level}`, level, words: levelWords(goal, level) }));
  const expected = goal.light ? ` (${t("expected: %(words)s", { words: goal.levels[2] ?? "" })})` : "";
  return { id: goal.id, words: goal.wording + expected, choices };
}

export function askOf({ open, goals }: Goals): Extract<Ask, { form: "levels" }> | null {
  if (!open) return null;
  const asked = open.goals.flatMap((id) => goals.filter((goal) => goal.id === id));
  return { form: "levels", id: open.ask, title: t("How far have we come?"), goals: asked.map((goal) => rated(goal, open.light)), tokens: open.tokens };
}

/** One goal for paper, and for whoever it is given to. */
export function partsOf(goal: Goal, recorded: Recorded | undefined): Part[] {
  const worded = goal.light ? ([[0, goal.levels[2]], [goal.start ?? -1, goal.begin]] as const) : [...LEVELS].reverse().map((level) => [level, goal.levels[level + 2]] as const);
  return [
    { text: [scopeWords(goal.scope), goal.indicator && t("we know it by: %(words)s", { words: goal.indicator })].filter(Boolean).join(" · ") },
    ...(isWorded(goal) ? [{ table: { head: [t("Level"), t("In words")], rows: worded.map(([level, words]) => [signed(level), words ?? ""]) } }] : []),
    ...(recorded ? [{ text: t("The group recorded on %(day)s: %(words)s", { day: when(recorded.on), words: spanWords(goal, recorded) }) }] : []),
  ];
}

/** Wording and indicator, levels in words, and the level that the group recorded: nothing of who rated what. */
export const sheetOf = (goal: Goal, recorded: Recorded | undefined): Sheet => ({ title: goal.wording, parts: partsOf(goal, recorded) });

export function allOf({ goals, recorded }: Goals): Part[] {
  const shown = goals.filter(counts).flatMap((goal) => partsOf(goal, recorded[goal.id]).map((part, at) => (at === 0 ? { ...part, heading: goal.wording } : part)));
  const rest = goals.filter((goal) => !counts(goal)).map(({ wording, stands, why }) => [wording, standWords(stands), why].filter(Boolean).join(" · "));
  return [...shown, ...(rest.length > 0 ? [{ heading: t("Replaced or left out"), list: rest }] : [])];
}
