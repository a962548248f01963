/** The map as a table: what is read, what is compared with an earlier version, what is edited cell by cell. */

import { h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import { changeOf } from "./diff";
import { type Plain, PLAIN, flagsOf, inOrder, loudOf, plain, quietOf } from "./flags";
import { icon } from "./picture";
import { merged } from "./merged";
import { cellWords, wellAsItIs } from "./sheet";
import { PARTS, type Column, type Flag, type Part, type RoleMap, type Task } from "./state";
import { flagWas, flagWords, listed, partMeaning, partWord, somebody } from "./words";

/** A table that scrolls by itself sideways, also by keyboard. */
export function scroller(label: string, table: HTMLTableElement): HTMLElement {
  return h("div", { class: "tablewrap", role: "region", "aria-label": label, tabindex: "0" }, table);
}

export function legend(): HTMLElement {
  const parts = PLAIN.map((part) => h("li", {}, badge(part), " ", partMeaning(part)));
  return h("ul", { class: "roles-legend" }, ...parts);
}

const badge = (part: Plain): HTMLElement => h("span", { class: `roles-part roles-${part}` }, partWord(part));

/** Words for the eye and for the ear: an empty cell is a line to one and a sentence to the other. */
export function cellNodes(parts: readonly Plain[]): Node[] {
  if (parts.length > 0) return parts.flatMap((part, at) => (at > 0 ? [document.createTextNode(" "), badge(part)] : [badge(part)]));
  return [h("span", { class: "roles-none", "aria-hidden": "true" }, "–"), h("span", { class: "vh" }, t("no part in this"))];
}

function columnHead(column: Column, before: RoleMap | null): HTMLElement {
  const isNew = before !== null && !before.columns.some(({ id }) => id === column.id);
  return h("th", { scope: "col" }, column.name, column.role.trim() && h("span", { class: "roles-was" }, column.role.trim()), isNew && h("span", { class: "roles-was" }, t("new")));
}

const rowHead = (task: Task, before: RoleMap | null): HTMLElement =>
  h("th", { scope: "row" }, task.name, before !== null && !before.tasks.some(({ id }) => id === task.id) && h("span", { class: "roles-was" }, t("new task")));

export interface Shown {
  before: RoleMap | null;
  /** Whether what there is to note stands beside the task, since the last column would be out of sight. */
  noteFirst: boolean;
  label?: string;
}

/** The map as it stands, what needs agreeing on first; beside each cell what it was in `before`. */
export function mapTable(map: RoleMap, { before, noteFirst, label = t("Role and task map, a table that scrolls") }: Shown): HTMLElement {
  const head = [...map.columns.map((column) => columnHead(column, before))];
  const rows = inOrder(map).map((task) => ({ name: rowHead(task, before), cells: map.columns.map(({ id }) => cell(map, before, task, id)), note: noteNodes(map, before, task) }));
  return whole(label, head, rows, noteFirst);
}

interface Row {
  name: HTMLElement;
  cells: HTMLElement[];
  note: Node[];
}

function whole(label: string, columns: HTMLElement[], rows: readonly Row[], noteFirst: boolean): HTMLElement {
  const placed = (cells: HTMLElement[], note: HTMLElement): HTMLElement[] => (noteFirst ? [note, ...cells] : [...cells, note]);
  const head = h("tr", {}, h("th", { scope: "col" }, t("Task")), ...placed(columns, h("th", { scope: "col" }, t("To note"))));
  const body = rows.map(({ name, cells, note }) => h("tr", {}, name, ...placed(cells, h("td", { class: "roles-note" }, ...note))));
  return scroller(label, h("table", { class: "roles-map" }, h("thead", {}, head), h("tbody", {}, ...body)));
}

function cell(map: RoleMap, before: RoleMap | null, task: Task, column: string): HTMLElement {
  return h("td", {}, ...cellNodes(plain(task.parts[column])), wasNode(map, before, task, column));
}

function wasNode(map: RoleMap, before: RoleMap | null, task: Task, column: string): HTMLElement | null {
  const change = changeOf(before, map, task.id, column);
  if (!change) return null;
  return h("span", { class: "roles-was" }, change.was ? t("before: %(what)s", { what: cellWords(plain(change.was)) }) : t("new"));
}

/** Those of one role as one column: for many people, and as the commissioner would see it. */
export function rolesTable(map: RoleMap, noteFirst: boolean): HTMLElement {
  const { columns, rows } = merged(map, somebody());
  const head = columns.map((name) => h("th", { scope: "col" }, name));
  const body = inOrder(map).flatMap((task) => rows.filter((row) => row.task === task)).map(({ task, cells }) =>
    ({ name: rowHead(task, null), cells: cells.map((parts) => h("td", {}, ...cellNodes(parts))), note: noteNodes(map, null, task) }));
  return whole(t("Role and task map by roles, a table that scrolls"), head, body, noteFirst);
}

const ICONS: Record<Flag, "gap" | "overlap" | "single"> = { "no-decider": "gap", "no-doer": "gap", overlap: "overlap", single: "single" };

/** What there is to note of a row: in words, with a sign that only repeats them. */
export function noteNodes(map: RoleMap, before: RoleMap | null, task: Task): Node[] {
  const loud = loudOf(map, task).map((flag) => note(`roles-flag roles-flag-${ICONS[flag]}`, ICONS[flag], flagWords(map, task, flag)));
  const quiet = quietOf(map, task).map((flag) => flagWords(map, task, flag));
  if (quiet.length > 0) loud.push(note("roles-flag roles-flag-fine", "clear", `${quiet.join("; ")} · ${wellAsItIs(task.fine?.why ?? "")}`));
  const was = wasFlagged(map, before, task);
  if (loud.length === 0) return [note("roles-flag roles-flag-clear", "clear", [t("It is clear"), was].filter(Boolean).join(" · "))];
  return was ? [...loud, h("span", { class: "roles-was" }, was)] : loud;
}

function note(look: string, sign: Parameters<typeof icon>[0], words: string): HTMLElement {
  return h("span", { class: look }, icon(sign), h("span", {}, words));
}

/** What was not clear before and is now. */
function wasFlagged(map: RoleMap, before: RoleMap | null, task: Task): string {
  const earlier = before?.tasks.find(({ id }) => id === task.id);
  if (!before || !earlier) return "";
  const now = flagsOf(map, task);
  const gone = flagsOf(before, earlier).filter((flag) => !now.includes(flag)).map((flag) => flagWas(before, earlier, flag));
  return gone.length > 0 ? t("before: %(what)s", { what: listed(gone) }) : "";
}

/** Each person twice, before and now. */
export function besideTable(before: RoleMap, now: RoleMap): HTMLElement {
  const columns = [...now.columns, ...before.columns.filter(({ id }) => !now.columns.some((column) => column.id === id))];
  const tasks = [...inOrder(now), ...before.tasks.filter(({ id }) => !now.tasks.some((task) => task.id === id))];
  const names = columns.map(({ name }) => h("th", { scope: "colgroup", colspan: "2" }, name));
  const times = columns.flatMap(() => [h("th", { scope: "col" }, t("before")), h("th", { scope: "col", class: "roles-now" }, t("now"))]);
  const part = (map: RoleMap, task: Task, column: Column): Plain[] => plain(map.tasks.find(({ id }) => id === task.id)?.parts[column.id]);
  const rows = tasks.map((task) => h("tr", {}, h("th", { scope: "row" }, task.name), ...columns.flatMap((column) => [
    h("td", {}, ...cellNodes(part(before, task, column))),
    h("td", { class: "roles-now" }, ...cellNodes(part(now, task, column)), changeOf(before, now, task.id, column.id) !== null && h("span", { class: "roles-was" }, t("changed"))),
  ])));
  const head = h("thead", {}, h("tr", {}, h("th", { scope: "col", rowspan: "2" }, t("Task")), ...names), h("tr", {}, ...times));
  const groups = [h("col", {}), ...columns.map(() => h("colgroup", { span: "2" }))];
  return scroller(t("Before and now, a table that scrolls"), h("table", { class: "roles-map roles-beside" }, ...groups, head, h("tbody", {}, ...rows)));
}

const nameId = (id: string): string => `roles-name-${id}`;

/** A name that is being written is the same above, without drawing anything anew. */
export function rename(id: string, name: string): void {
  document.getElementById(nameId(id))?.replaceChildren(name);
}

/** Cells as fields, in the order in which the rows were written, so that nothing moves under whoever writes. */
export function editTable(map: RoleMap, put: (task: string, column: string, part: Part | null) => RoleMap): HTMLElement {
  const names = map.columns.map(({ id, name }) => h("th", { scope: "col", id: nameId(id) }, name));
  const head = [h("th", { scope: "col" }, t("Task")), ...names, h("th", { scope: "col" }, t("To note"))];
  const rows = map.tasks.map((task) => {
    const noted = h("td", { class: "roles-note" }, ...noteNodes(map, null, task));
    const again = (changed: RoleMap): void => {
      const row = changed.tasks.find(({ id }) => id === task.id);
      if (row) noted.replaceChildren(...noteNodes(changed, null, row));
    };
    const cells = map.columns.map((column) => h("td", {}, choice(task, column, (part) => again(put(task.id, column.id, part)))));
    return h("tr", {}, h("th", { scope: "row", id: nameId(task.id) }, task.name), ...cells, noted);
  });
  return scroller(t("Role and task map being written, a table that scrolls"), h("table", { class: "roles-map roles-edit" }, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows)));
}

function choice(task: Task, column: Column, put: (part: Part | null) => void): HTMLElement {
  const options = ["" as const, ...PARTS].map((part) => h("option", { value: part, selected: part === (task.parts[column.id] ?? "") }, part ? optionWord(part) : "–"));
  const select = h("select", { class: "input", id: `roles-${task.id}-${column.id}`, "aria-labelledby": `${nameId(task.id)} ${nameId(column.id)}` }, ...options);
  select.addEventListener("change", () => put(PARTS.find((part) => part === select.value) ?? null));
  return select;
}

const optionWord = (part: Part): string => (part === "both" ? t("decides and does") : partWord(part));
