/** What has changed in a map since an earlier version of it: the same task and the same column have the same id. */

import type { Part, RoleMap, Roles } from "./state";

/** How a cell stands to what it was: `was` null is one that was empty; null when nothing changed. */
export type Change = { was: Part | null } | null;

/** A row or a column that was not there is new as a whole; in an old row each new cell says so itself. */
export function changeOf(before: RoleMap | null, now: RoleMap, task: string, column: string): Change {
  const earlier = before?.tasks.find(({ id }) => id === task);
  if (!earlier) return null;
  const was = earlier.parts[column] ?? null;
  const is = now.tasks.find(({ id }) => id === task)?.parts[column] ?? null;
  return was === is ? null : { was };
}

export interface Difference {
  tasks: { added: string[]; removed: string[]; renamed: { from: string; to: string }[] };
  columns: { added: string[]; removed: string[] };
  /** Cells that differ in rows and columns that are in both. */
  cells: number;
}

export function differenceOf(before: RoleMap, now: RoleMap): Difference {
  const renamed = now.tasks.flatMap(({ id, name: to }) => {
    const from = before.tasks.find((task) => task.id === id)?.name;
    return from === undefined || from === to ? [] : [{ from, to }];
  });
  const both = now.columns.filter(({ id }) => before.columns.some((column) => column.id === id));
  const cells = now.tasks.flatMap((task) => both.filter((column) => changeOf(before, now, task.id, column.id)));
  return {
    tasks: { added: namesNotIn(before.tasks, now.tasks), removed: namesNotIn(now.tasks, before.tasks), renamed },
    columns: { added: namesNotIn(before.columns, now.columns), removed: namesNotIn(now.columns, before.columns) },
    cells: cells.length,
  };
}

type Named = { id: string; name: string };
const namesNotIn = (some: readonly Named[], all: readonly Named[]): string[] =>
  all.filter(({ id }) => !some.some((one) => one.id === id)).map(({ name }) => name);

/** The same map in an earlier state, if it was begun and had something in it. */
export function earlierOf(state: Roles, map: RoleMap): RoleMap | null {
  return state.maps.find(({ id, tasks }) => id === map.id && tasks.length > 0) ?? null;
}
