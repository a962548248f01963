/** Agreed actions, as the workroom knows them. */

import { t, when } from "../../vault/app/words";
import type { Sheet } from "../sheet";
import type { Tool } from "../tool";
import { becameOf, page, whoOf } from "./page";
import { type Action, type Actions, anew, empty, open, read } from "./state";

const BLANK_ROWS = 6; // for writing by hand

export function sheet(state: Actions): Sheet {
  const closed = state.actions.filter((action) => action.state !== "open");
  const head = [t("What"), t("Who"), t("By when")];
  const row = (action: Action): string[] => [action.what, whoOf(action), action.by && when(action.by)];
  const rows = state.actions.length > 0 ? open(state).map(row) : Array.from({ length: BLANK_ROWS }, () => ["", "", ""]);
  const became = { heading: t("Done or dropped"), list: closed.map((action) => [action.what, becameOf(action)].filter(Boolean).join(" – ")) };
  return { title: t("Agreed actions"), parts: [...(rows.length > 0 ? [{ table: { head, rows } }] : []), ...(closed.length > 0 ? [became] : [])] };
}

export const actions: Tool<Actions> = {
  id: "actions",
  name: () => t("Agreed actions"),
  about: () => t("who does what, and by when"),
  one: true,
  empty, read, page, sheet, anew,
  words: (state) => state.actions.flatMap(({ what, who, why, earlier }) => [what, who, why, ...earlier.flatMap((was) => [was.what, was.why])]).filter(Boolean),
};
