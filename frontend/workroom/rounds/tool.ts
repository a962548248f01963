/** Case rounds: a script says whose turn it is; of the case nothing is kept. */

import { spoken, t } from "../../vault/app/words";
import type { Tool } from "../tool";
import { partsOf, sheetOf } from "./card";
import { forget, here } from "./here";
import { page, scriptAt, shownOf } from "./page";
import { askOf } from "./running";
import { said } from "./script";
import { empty, read, type Rounds } from "./state";

export const rounds: Tool<Rounds> = {
  id: "rounds",
  name: () => t("Case round"),
  about: () => t("one situation, many who look at it"),
  one: true,
  empty,
  read,
  page,
  /** The script at hand; or the group's own scripts, when none is chosen. */
  sheet(state) {
    const at = scriptAt(state);
    if (at) return sheetOf(at.shown, here.total);
    return { title: t("Our own scripts"), parts: state.scripts.flatMap((script) => partsOf(shownOf(script), null)) };
  },
  words: ({ scripts }) => scripts.flatMap(({ title, about, steps }) => [title, about, ...steps.flatMap(({ name, prompt }) => [name, prompt])].map((text) => said(text, spoken()))),
  ask: () => (here.run ? askOf(here.run, here.ask) : null),
  left: forget,
};
