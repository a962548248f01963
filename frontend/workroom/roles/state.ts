/**
 * The role and task map: who does, decides, supports and must know what, for one person, the group, the organisation.
 *
 * Plain functions over an immutable state. A column is a person or a role; a row is a task. What is not clear in a row
 * follows from its cells alone (`flags.ts`).
 */

import type { Json } from "../../vault/core/bytes";
import { changed, moved, without } from "./list";
import { apart, fieldsOf, listOf, oneOf, textOf, truthOf } from "./reading";

export const LEVELS = ["self", "group", "organisation"] as const;
export type Level = (typeof LEVELS)[number];

/** `both`: the same person decides and does. */
export const PARTS = ["does", "decides", "both", "supports", "knows"] as const;
export type Part = (typeof PARTS)[number];

export const FLAGS = ["no-decider", "no-doer", "overlap", "single"] as const;
export type Flag = (typeof FLAGS)[number];

/** `role`: what stands for a person's name when the map is given out of the room. */
export type Column = { id: string; name: string; role: string; person: boolean };
/** The group has said that this is well as it is: why, and of which flags it was said. */
export type Fine = { why: string; of: Flag[] };
export type Task = { id: string; name: string; parts: { [column: string]: Part }; fine: Fine | null; give: boolean };
/** `whose`: whose own work it is, on the level of a person. */
export type RoleMap = { id: string; level: Level; whose: string; columns: Column[]; tasks: Task[] };
/** A task that somebody missed. It stays when it is done with, so that hearing it again brings nothing back. */
export type Proposed = { id: string; text: string; done: boolean };
export type Roles = { v: 1; maps: RoleMap[]; proposed: Proposed[] };

export const LONGEST = 200;
const short = (words: string): string => words.replace(/\s+/g, " ").trim().slice(0, LONGEST).trim();

export const empty = (): Roles => ({ v: 1, maps: [], proposed: [] });

/** One map of the group and one of the organisation; each person has one of their own. */
export function mapAt(state: Roles, level: Level, whose = ""): RoleMap | undefined {
  return state.maps.find((map) => map.level === level && map.whose === whose);
}

export function startMap(state: Roles, { id, level, whose = "" }: { id: string; level: Level; whose?: string }): Roles {
  const named = level === "self" ? short(whose) : "";
  if (mapAt(state, level, named) || (level === "self" && !named)) return state;
  return { ...state, maps: [...state.maps, { id, level, whose: named, columns: [], tasks: [] }] };
}

export const removeMap = (state: Roles, id: string): Roles => ({ ...state, maps: without(state.maps, id) });

export function onMap(state: Roles, id: string, change: (map: RoleMap) => RoleMap): Roles {
  return { ...state, maps: changed(state.maps, id, change) };
}

export function addTask(map: RoleMap, { id, name }: { id: string; name: string }): RoleMap {
  if (!short(name) || map.tasks.some((task) => task.id === id)) return map;
  return { ...map, tasks: [...map.tasks, { id, name: short(name), parts: {}, fine: null, give: false }] };
}

/** A name that is still being typed may be anything. */
export function nameTask(map: RoleMap, id: string, name: string): RoleMap {
  return { ...map, tasks: changed(map.tasks, id, (task) => ({ ...task, name: name.slice(0, LONGEST) })) };
}

export const moveTask = (map: RoleMap, id: string, step: -1 | 1): RoleMap => ({ ...map, tasks: moved(map.tasks, id, step) });
export const removeTask = (map: RoleMap, id: string): RoleMap => ({ ...map, tasks: without(map.tasks, id) });

/** The same name is one column. */
export function addColumn(map: RoleMap, { id, name, person }: { id: string; name: string; person: boolean }): RoleMap {
  const named = short(name);
  if (!named || map.columns.some((column) => column.id === id || column.name === named)) return map;
  return { ...map, columns: [...map.columns, { id, name: named, role: "", person }] };
}

export function changeColumn(map: RoleMap, id: string, change: Partial<Pick<Column, "name" | "role" | "person">>): RoleMap {
  const kept = { ...change };
  if (kept.name !== undefined) kept.name = kept.name.slice(0, LONGEST);
  if (kept.role !== undefined) kept.role = kept.role.slice(0, LONGEST);
  return { ...map, columns: changed(map.columns, id, (column) => ({ ...column, ...kept })) };
}

export const moveColumn = (map: RoleMap, id: string, step: -1 | 1): RoleMap => ({ ...map, columns: moved(map.columns, id, step) });

export function removeColumn(map: RoleMap, id: string): RoleMap {
  return { ...map, columns: without(map.columns, id), tasks: map.tasks.map((task) => ({ ...task, parts: partsWith(task.parts, id, null) })) };
}

/** Write one cell; null empties it. */
export function put(map: RoleMap, task: string, column: string, part: Part | null): RoleMap {
  if (!map.columns.some(({ id }) => id === column)) return map;
  return { ...map, tasks: changed(map.tasks, task, (one) => ({ ...one, parts: partsWith(one.parts, column, part) })) };
}

function partsWith(parts: Task["parts"], column: string, part: Part | null): Task["parts"] {
  const others = Object.fromEntries(Object.entries(parts).filter(([id]) => id !== column));
  return part ? { ...others, [column]: part } : others;
}

/** The group says that a row is well as it is, with a word why; null takes that back. */
export function markFine(map: RoleMap, task: string, fine: Fine | null): RoleMap {
  return { ...map, tasks: changed(map.tasks, task, (one) => ({ ...one, fine })) };
}

/** Which rows would be given to the commissioner. */
export function choose(map: RoleMap, tasks: readonly string[], give: boolean): RoleMap {
  return { ...map, tasks: map.tasks.map((task) => (tasks.includes(task.id) ? { ...task, give } : task)) };
}

/** The same whichever order they come in, and once however often. */
export function propose(state: Roles, { id, text }: { id: string; text: string }): Roles {
  if (!short(text) || state.proposed.some((one) => one.id === id)) return state;
  const proposed = [...state.proposed, { id, text: short(text), done: false }];
  return { ...state, proposed: proposed.sort((one, other) => (one.id < other.id ? -1 : 1)) };
}

/** Put a proposed task into a map, or leave it out (no map). */
export function settle(state: Roles, id: string, { map, task }: { map?: string; task: string }): Roles {
  const found = state.proposed.find((one) => one.id === id && !one.done);
  if (!found) return state;
  const settled = { ...state, proposed: changed(state.proposed, id, (one) => ({ ...one, done: true })) };
  return map ? onMap(settled, map, (one) => addTask(one, { id: task, name: found.text })) : settled;
}

export const waiting = (state: Roles): Proposed[] => state.proposed.filter(({ done }) => !done);

/** A new meeting goes on from the map as it stands; what was settled of proposals is left behind. */
export const anew = (state: Roles): Roles => ({ ...state, proposed: waiting(state) });

/** What was written, or Refusal("form"). */
export function read(json: Json): Roles {
  const { v, maps, proposed } = fieldsOf(json);
  oneOf(String(v), ["1"]);
  return {
    v: 1,
    maps: apart(listOf(maps, readMap)),
    proposed: apart(listOf(proposed, (one) => {
      const { id, text, done } = fieldsOf(one);
      return { id: textOf(id), text: textOf(text), done: truthOf(done) };
    })),
  };
}

function readMap(json: Json): RoleMap {
  const { id, level, whose, columns, tasks } = fieldsOf(json);
  const read = apart(listOf(columns, readColumn));
  return {
    id: textOf(id),
    level: oneOf(level, LEVELS),
    whose: textOf(whose),
    columns: read,
    tasks: apart(listOf(tasks, (task) => readTask(task, read.map((column) => column.id)))),
  };
}

function readColumn(json: Json): Column {
  const { id, name, role, person } = fieldsOf(json);
  return { id: textOf(id), name: textOf(name), role: textOf(role), person: truthOf(person) };
}

function readTask(json: Json, columns: readonly string[]): Task {
  const { id, name, parts, fine, give } = fieldsOf(json);
  const cells = Object.entries(fieldsOf(parts)).map(([column, part]) => [oneOf(column, columns), oneOf(part, PARTS)]);
  return { id: textOf(id), name: textOf(name), parts: Object.fromEntries(cells) as Task["parts"], fine: fine === null ? null : readFine(fine), give: truthOf(give) };
}

function readFine(json: Json | undefined): Fine {
  const { why, of } = fieldsOf(json);
  return { why: textOf(why), of: listOf(of, (flag) => oneOf(flag, FLAGS)) };
}
