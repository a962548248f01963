/** The group's own goals, with levels in words: rated alone, turned up together, and one level recorded. */

import { t } from "../../vault/app/words";
import type { Tool } from "../tool";
import { forget, page } from "./page";
import { anew, counts, empty, type Goals, read } from "./state";
import { allOf, askOf, sheetOf } from "./words";

export const goals: Tool<Goals> = {
  id: "goals",
  name: () => t("The group's own goals"),
  about: () => t("what we aim at ourselves, and how far we have come"),
  one: true,
  empty,
  read,
  page,
  sheet: (state) => ({ title: t("The group's own goals"), parts: allOf(state) }),
  words: (state) => state.goals.flatMap(({ wording, indicator, levels, begin, why }) => [wording, indicator, ...levels, begin, why]).filter(Boolean),
  ask: askOf,
  anew,
  releasable: (state) => state.goals.filter(counts).map((goal) => ({ key: goal.id, kind: "goal" as const, sheet: sheetOf(goal, state.recorded[goal.id]) })),
  left: forget,
};
