/** The role and task map as a tool of the workroom. */

import { t } from "../../vault/app/words";
import type { Ask, Said } from "../ask";
import type { Tool } from "../tool";
import { inOrder, plain } from "./flags";
import { page } from "./page";
import { cellWords, releasable, sheetOf } from "./sheet";
import { anew, empty, propose, read, type RoleMap, type Roles, waiting } from "./state";
import { mapName, noNames } from "./words";

const ASK = "roles-missing";

export const roles: Tool<Roles> = {
  id: "roles",
  name: () => t("Role and task map"),
  about: () => t("Who does, decides, supports and must know what; gaps, overlaps and tasks resting on one are shown."),
  one: true,
  empty,
  read,
  page,
  sheet: sheetOf,
  words: (state) => [...state.maps.flatMap(wordsOf), ...waiting(state).map(({ text }) => text)],
  ask,
  take,
  anew,
  releasable,
};

function wordsOf({ whose, columns, tasks }: RoleMap): string[] {
  return [whose, ...columns.flatMap(({ name, role }) => [name, role]), ...tasks.flatMap(({ name, fine }) => [name, fine?.why ?? ""])].filter(Boolean);
}

/** Phones see the map in words, and each may name a task that is missing from it. */
export function ask(state: Roles): Ask {
  const lines = state.maps.filter(({ tasks }) => tasks.length > 0).flatMap((map) => [mapName(map), ...inOrder(map).map((task) => {
    const parts = map.columns.flatMap(({ id, name }) => (task.parts[id] ? [`${name} ${cellWords(plain(task.parts[id]))}`] : []));
    return `${task.name}: ${parts.join("; ") || "–"}`;
  })]);
  return { id: ASK, form: "words", rows: 1, hidden: false, tags: [], title: t("Which task is missing from the map?"), hint: noNames(), ...(lines.length > 0 ? { lines } : {}) };
}

export function take(state: Roles, said: Said): Roles {
  return said.ask === ASK && said.text ? propose(state, { id: said.id, text: said.text }) : state;
}
