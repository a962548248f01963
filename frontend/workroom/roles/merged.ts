/** A map with roles in place of names: those of one role are one column, and a cell says everything they do there. */

import { PLAIN, type Plain, plain } from "./flags";
import type { Column, RoleMap, Task } from "./state";

export interface Merged {
  columns: string[];
  /** A row for each task, a cell for each column. */
  rows: { task: Task; cells: Plain[][] }[];
}

/** What stands for a column: its role; a role's own name; for a person without one, the same word for all of them. */
export function roleName(column: Column, somebody: string): string {
  return column.role.trim() || (column.person ? somebody : column.name.trim() || somebody);
}

export function merged(map: RoleMap, somebody: string): Merged {
  const columns = [...new Set(map.columns.map((column) => roleName(column, somebody)))];
  const cell = (task: Task, name: string): Plain[] => {
    const parts = map.columns.filter((column) => roleName(column, somebody) === name).flatMap(({ id }) => plain(task.parts[id]));
    return PLAIN.filter((part) => parts.includes(part));
  };
  return { columns, rows: map.tasks.map((task) => ({ task, cells: columns.map((name) => cell(task, name)) })) };
}

/** People whose name nothing stands for yet. */
export const unnamed = (map: RoleMap): Column[] => map.columns.filter((column) => column.person && !column.role.trim());
