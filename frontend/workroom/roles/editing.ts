/** Writing the map: its cells, its tasks, its people and roles; everything by keyboard, nothing by dragging. */

import { button, h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import type { Desk } from "../tool";
import { looking } from "./looking";
import { adding, folded, mending, named } from "./parts";
import * as map from "./state";
import { type Column, mapAt, onMap, type RoleMap, type Roles, startMap, type Task } from "./state";
import { editTable, rename } from "./table";
import { noNames } from "./words";

type Act = (change: (map: RoleMap) => RoleMap, options?: { draw?: boolean }) => RoleMap;

/** Change the map that is looked at; it is begun by the first thing that is written in it. */
export function acting(desk: Desk<Roles>): Act {
  return (change, options) => {
    const place = { level: looking.level, whose: looking.level === "self" ? looking.whose : "" };
    const begun = startMap(desk.state, { id: desk.newId(), ...place });
    const id = mapAt(begun, place.level, place.whose)?.id ?? "";
    const next = onMap(begun, id, change);
    desk.change(next, options);
    return mapAt(next, place.level, place.whose) as RoleMap;
  };
}

export function editing(desk: Desk<Roles>, at: RoleMap | undefined, act: Act, sentence: (map: RoleMap) => void): Node[] {
  return [
    addTask(desk, act),
    addColumn(desk, at, act),
    at && at.tasks.length > 0 && at.columns.length > 0 && editTable(at, (task, column, part) => {
      const next = act((one) => map.put(one, task, column, part), { draw: false });
      sentence(next);
      return next;
    }),
    at && at.tasks.length > 0 && folded(looking.open, "roles-tasks", t("Names and order of tasks"), mending(at.tasks.map((task) => taskRow(task, act)), { after: "roles-new-task" })),
    at && at.columns.length > 0 && folded(looking.open, "roles-columns", t("Names, roles and order of people"), roleHint(), mending(at.columns.map((column) => columnRow(column, act)), { after: "roles-new-column" })),
  ].filter((node) => node instanceof Node);
}

function addTask(desk: Desk<Roles>, act: Act): HTMLElement {
  return adding("roles-new-task", t("A new task"), { hint: noNames(), words: t("Add the task"), add: (name) => act((one) => map.addTask(one, { id: desk.newId(), name })) });
}

function taskRow(task: Task, act: Act): Parameters<typeof mending>[0][number] {
  return {
    id: `roles-task-${task.id}`,
    name: task.name,
    fields: [named(`roles-task-${task.id}-name`, t("Task"), task.name, (name) => {
      rename(task.id, name);
      act((one) => map.nameTask(one, task.id, name), { draw: false });
    })],
    up: () => act((one) => map.moveTask(one, task.id, -1)),
    down: () => act((one) => map.moveTask(one, task.id, 1)),
    remove: () => act((one) => map.removeTask(one, task.id)),
  };
}

/** Those in the process by one press; anybody else, and roles, by name. */
function addColumn(desk: Desk<Roles>, at: RoleMap | undefined, act: Act): HTMLElement {
  const missing = desk.persons.filter((name) => !at?.columns.some((column) => column.name === name));
  const addAll = (): unknown => act((one) => missing.reduce((all, name) => map.addColumn(all, { id: desk.newId(), name, person: true }), one));
  const kind = h("select", { class: "input", id: "roles-new-kind" }, h("option", { value: "role" }, t("A role, such as a manager")), h("option", { value: "person" }, t("A person")));
  const form = adding("roles-new-column", t("A new role or person"), {
    words: t("Add the column"),
    add: (name) => act((one) => map.addColumn(one, { id: desk.newId(), name, person: kind.value === "person" })),
  });
  form.querySelector(".field")?.after(h("div", { class: "field" }, h("label", { class: "label", for: "roles-new-kind" }, t("Which it is")), kind));
  const everybody = button(t("Add everybody in the group"), () => addAll(), "btn2");
  everybody.id = "roles-everybody";
  return h("div", { class: "roles-columns" }, form, missing.length > 0 && looking.level !== "self" && everybody);
}

const roleHint = (): HTMLElement => h("p", { class: "hint" }, t("When the map is given to the commissioner, the role stands in place of the name. Those of one role become one column."));

function columnRow(column: Column, act: Act): Parameters<typeof mending>[0][number] {
  const id = `roles-column-${column.id}`;
  const change = (given: Parameters<typeof map.changeColumn>[2]): unknown => act((one) => map.changeColumn(one, column.id, given), { draw: false });
  return {
    id,
    name: column.name,
    fields: [
      named(`${id}-name`, t("Name"), column.name, (name) => {
        rename(column.id, name);
        change({ name });
      }),
      column.person ? named(`${id}-role`, t("Role"), column.role, (role) => change({ role })) : null,
    ],
    up: () => act((one) => map.moveColumn(one, column.id, -1)),
    down: () => act((one) => map.moveColumn(one, column.id, 1)),
    remove: () => act((one) => map.removeColumn(one, column.id)),
  };
}
