/** The map on paper and on the wall, and the map that may be given out: rows that were chosen, roles for names. */

import { t } from "../../vault/app/words";
import type { Part, Sheet, Table } from "../sheet";
import type { Releasable } from "../tool";
import { type Plain, PLAIN, countsOf, flagsOf, inOrder, loudOf, plain, quietOf } from "./flags";
import { merged } from "./merged";
import type { RoleMap, Roles, Task } from "./state";
import { countsSentence, flagWords, mapName, partMeaning, partWord, somebody } from "./words";

const EMPTY_ROWS = 10;
const EMPTY_COLUMNS = 6;

export function sheetOf(state: Roles): Sheet {
  const begun = state.maps.filter(({ tasks, columns }) => tasks.length + columns.length > 0);
  const key = PLAIN.map((part) => `${partWord(part)} = ${partMeaning(part)}`).join(", ");
  return { title: t("Role and task map"), parts: [{ text: key }, ...(begun.length > 0 ? begun.map(mapPart) : [emptyForm()])] };
}

/** For a pen: the same table with nothing in it. */
function emptyTable(): Table {
  const blank = Array.from({ length: EMPTY_COLUMNS }, () => "");
  return { head: [t("Task"), ...blank, t("To note")], rows: Array.from({ length: EMPTY_ROWS }, () => ["", ...blank, ""]) };
}

const emptyForm = (): Part => ({ text: t("Write the tasks below each other and people or roles beside each other."), table: emptyTable() });

function mapPart(map: RoleMap): Part {
  const { first, rest } = countsSentence(countsOf(map));
  return { heading: mapName(map), text: map.tasks.length > 0 ? `${first} ${rest}` : "", table: tableOf(map) };
}

function tableOf(map: RoleMap): Table {
  const rows = inOrder(map).map((task) => [task.name, ...map.columns.map(({ id }) => cellWords(plain(task.parts[id]))), noteOf(map, task)]);
  return { head: [t("Task"), ...map.columns.map(({ name, role }) => (role.trim() ? `${name} (${role.trim()})` : name)), t("To note")], rows };
}

export const cellWords = (parts: readonly Plain[]): string => parts.map(partWord).join(", ") || "–";

function noteOf(map: RoleMap, task: Task): string {
  const loud = loudOf(map, task).map((flag) => flagWords(map, task, flag));
  const quiet = quietOf(map, task).map((flag) => flagWords(map, task, flag));
  const fine = quiet.length > 0 ? [`${quiet.join("; ")} · ${wellAsItIs(task.fine?.why ?? "")}`] : [];
  return [...loud, ...fine].join("; ") || t("It is clear");
}

export const wellAsItIs = (why: string): string => (why ? t("well as it is: %(why)s", { why }) : t("well as it is"));

/** One for each map in which rows are chosen. Nobody's name is in it, and not why the group finds a row well as it is. */
export function releasable(state: Roles): Releasable[] {
  return state.maps.flatMap((map) => {
    const chosen = map.tasks.filter(({ give }) => give);
    return chosen.length > 0 ? [{ key: map.id, kind: "role_map" as const, sheet: givenSheet(map, chosen) }] : [];
  });
}

function givenSheet(map: RoleMap, chosen: readonly Task[]): Sheet {
  const { columns, rows } = merged(map, somebody());
  const given = inOrder(map).filter((task) => chosen.includes(task)).flatMap((task) => rows.filter((row) => row.task === task));
  const table = { head: [t("Task"), ...columns, t("To note")], rows: given.map(({ task, cells }) => [task.name, ...cells.map(cellWords), givenNote(map, task)]) };
  return { title: givenTitle(map), parts: [{ table }] };
}

function givenTitle({ level }: RoleMap): string {
  if (level === "self") return t("Role and task map: one person's work");
  return level === "group" ? t("Role and task map: the group") : t("Role and task map: the organisation");
}

function givenNote(map: RoleMap, task: Task): string {
  const loud = new Set(loudOf(map, task));
  const notes = flagsOf(map, task).map((flag) => {
    const words = flagWords(map, task, flag, { names: false });
    return loud.has(flag) ? words : `${words} (${t("well as it is")})`;
  });
  return notes.join("; ") || t("It is clear");
}
