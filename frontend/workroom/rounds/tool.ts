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
  photos: false,
  empty,
  read,
  page,
  /** On paper the script at hand; of an earlier version, and where none is chosen, the group's own scripts. */
  sheet(state) {
    const at = state === here.state ? scriptAt(state) : null;
    if (at) return sheetOf(at.shown, here.total);
    const own = state.scripts.flatMap((script) => partsOf(shownOf(script), null));
    return { title: t("Our own scripts"), parts: own.length > 0 ? own : [{ text: t("None yet.") }] };
  },
  words: ({ scripts }) => scripts.flatMap(({ title, about, steps }) => [title, about, ...steps.flatMap(({ name, prompt }) => [name, prompt])].map((text) => said(text, spoken()))),
  ask: () => (here.run ? askOf(here.run, here.ask) : null),
  left: forget,
};
