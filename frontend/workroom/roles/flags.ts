/** What is not clear in a row, by rules alone, and how many rows are which. */

import { FLAGS, type Column, type Flag, type Part, type RoleMap, type Task } from "./state";

/** The four plain parts, in the order in which they are said. */
export const PLAIN = ["decides", "does", "supports", "knows"] as const;
export type Plain = (typeof PLAIN)[number];

export const plain = (part: Part | null | undefined): Plain[] => (part === "both" ? ["decides", "does"] : part ? [part] : []);

/** Which columns have this part in the task, in the order of the columns. */
export function those(map: RoleMap, task: Task, part: Plain): Column[] {
  return map.columns.filter(({ id }) => plain(task.parts[id]).includes(part));
}

/**
 * Nobody decides: a gap. Nobody does it: a gap. Two or more decide: an overlap. One does it and nobody supports: it
 * rests on one.
 */
export function flagsOf(map: RoleMap, task: Task): Flag[] {
  const count = (part: Plain): number => those(map, task, part).length;
  const holds: Record<Flag, boolean> = {
    "no-decider": count("decides") === 0,
    "no-doer": count("does") === 0,
    overlap: count("decides") >= 2,
    single: count("does") === 1 && count("supports") === 0,
  };
  return FLAGS.filter((flag) => holds[flag]);
}

/** Those of which the group has not said that it is well so. */
export const loudOf = (map: RoleMap, task: Task): Flag[] => flagsOf(map, task).filter((flag) => !task.fine?.of.includes(flag));
export const quietOf = (map: RoleMap, task: Task): Flag[] => flagsOf(map, task).filter((flag) => task.fine?.of.includes(flag));

export type Standing = "open" | "fine" | "clear";

export function standing(map: RoleMap, task: Task): Standing {
  if (loudOf(map, task).length > 0) return "open";
  return flagsOf(map, task).length > 0 ? "fine" : "clear";
}

/** Rows that need agreeing on first, then those that are well as they are, then the clear ones. */
export function inOrder(map: RoleMap): Task[] {
  const of = (wanted: Standing): Task[] => map.tasks.filter((task) => standing(map, task) === wanted);
  return [...of("open"), ...of("fine"), ...of("clear")];
}

/** Rows; one with a gap and resting on one counts in both, and once in `open`. */
export interface Counts {
  gap: number;
  overlap: number;
  single: number;
  clear: number;
  fine: number;
  open: number;
}

export function countsOf(map: RoleMap): Counts {
  const rows = map.tasks.map((task) => ({ loud: loudOf(map, task), standing: standing(map, task) }));
  const having = (...flags: Flag[]): number => rows.filter(({ loud }) => loud.some((flag) => flags.includes(flag))).length;
  const being = (wanted: Standing): number => rows.filter((row) => row.standing === wanted).length;
  return {
    gap: having("no-decider", "no-doer"),
    overlap: having("overlap"),
    single: having("single"),
    clear: being("clear"),
    fine: being("fine"),
    open: being("open"),
  };
}
