/** What follows from the map: rows to agree on, tasks that somebody missed, what has changed, what is given out. */

import { button, field, h } from "../../vault/app/dom";
import { t, tn } from "../../vault/app/words";
import { warningRow, warningsFor } from "../../vault/app/warnings";
import { sheetNodes } from "../printing/nodes";
import type { Desk } from "../tool";
import { differenceOf } from "./diff";
import { countsOf, inOrder, loudOf, quietOf } from "./flags";
import { looking } from "./looking";
import { unnamed } from "./merged";
import { focusOn, folded, quiet, screenSection, section } from "./parts";
import { picture, pictureKey } from "./picture";
import { releasable, wellAsItIs } from "./sheet";
import * as map from "./state";
import { onMap, type RoleMap, type Roles, type Task } from "./state";
import { flagWords, listed, noNames } from "./words";

/** One fold for each row that is flagged: agree on something, say why it is well, or tell of it as of a structure. */
export function toAgree(desk: Desk<Roles>, at: RoleMap): HTMLElement | null {
  const flagged = inOrder(at).filter((task) => loudOf(at, task).length + quietOf(at, task).length > 0);
  if (flagged.length === 0) return null;
  return screenSection(t("What we do about them"), h("div", { class: "roles-folds" }, ...flagged.map((task) => agreeRow(desk, at, task))));
}

function agreeRow(desk: Desk<Roles>, at: RoleMap, task: Task): HTMLElement {
  const [loud, hushed] = [loudOf(at, task), quietOf(at, task)];
  const words = (names: boolean): string => [...loud, ...hushed].map((flag) => flagWords(at, task, flag, { names })).join("; ");
  const id = `roles-agree-${task.id}`;
  const acts = h("div", { class: "roles-acts" },
    quiet(t("Make an agreed action of it"), () => void desk.toAction(`${task.name}: ${words(true)}`), `${id}-action`),
    quiet(t("Give it on as an observation"), () => void desk.toObservation(`${task.name}: ${words(false)}`), `${id}-observation`));
  const summary = loud.length > 0 ? `${task.name} · ${words(true)}` : `${task.name} · ${wellAsItIs(task.fine?.why ?? "")}`;
  return folded(looking.open, id, summary, loud.length > 0 ? fineForm(desk, at, task, id) : quiet(t("Take it up again"), () => {
    desk.change(onMap(desk.state, at.id, (one) => map.markFine(one, task.id, null)));
    focusOn(`${id}-summary`);
  }, `${id}-again`), acts);
}

function fineForm(desk: Desk<Roles>, at: RoleMap, task: Task, id: string): HTMLElement {
  const { row, input, fault } = field(t("Why it is well as it is"), { id: `${id}-why`, hint: noNames() });
  input.value = task.fine?.why ?? "";
  const act = (event: Event): void => {
    event.preventDefault();
    const why = input.value.trim();
    if (!why) return fault(t("Say in a word why it is well."));
    const of = [...loudOf(at, task), ...quietOf(at, task)];
    desk.change(onMap(desk.state, at.id, (one) => map.markFine(one, task.id, { why: why.slice(0, map.LONGEST), of })));
    desk.tell(t("Marked: well as it is."));
    focusOn(`${id}-summary`);
  };
  return h("form", { class: "roles-add", onsubmit: act }, row, h("button", { type: "submit", class: "btn2", id: `${id}-fine` }, t("It is well as it is")));
}

/** Tasks that phones have said are missing. */
export function missed(desk: Desk<Roles>, place: () => { state: Roles; map: string }): HTMLElement | null {
  const waiting = map.waiting(desk.state);
  if (waiting.length === 0 && !desk.leads) return null;
  const settle = (id: string, taken: boolean): void => {
    const { state, map: into } = taken ? place() : { state: desk.state, map: "" };
    desk.change(map.settle(state, id, { map: into, task: desk.newId() }));
    focusOn("roles-missed");
  };
  const rows = waiting.map(({ id, text }) => h("li", { class: "row" }, h("span", { class: "rowt" }, text), desk.mayWrite && h("div", { class: "roles-acts" },
    quiet(t("Take it into the map"), () => settle(id, true), `roles-take-${id}`),
    quiet(t("Leave the task out"), () => settle(id, false), `roles-leave-${id}`))));
  const ask = desk.asking ? t("Stop asking on the phones") : t("Ask on the phones what is missing");
  const press = button(ask, () => desk.askPhones(!desk.asking), "btn2");
  press.id = "roles-ask";
  const part = screenSection(t("Tasks that somebody misses"), rows.length > 0 ? h("ul", { class: "rows" }, ...rows) : h("p", { class: "sub" }, t("Nobody has named one yet.")), desk.leads && press);
  const heading = part.querySelector("h3");
  heading?.setAttribute("id", "roles-missed");
  heading?.setAttribute("tabindex", "-1");
  return part;
}

export function changes(before: RoleMap | null, now: RoleMap): HTMLElement {
  if (!before) return section(t("How the map stands"), picture(null, countsOf(now)));
  const { tasks, columns, cells } = differenceOf(before, now);
  const said = [
    tn("%(n)s cell is different.", "%(n)s cells are different.", cells),
    tasks.added.length > 0 && t("New tasks: %(names)s.", { names: listed(tasks.added) }),
    tasks.removed.length > 0 && t("Tasks left out: %(names)s.", { names: listed(tasks.removed) }),
    tasks.renamed.length > 0 && t("Written anew: %(names)s.", { names: listed(tasks.renamed.map(({ from, to }) => `${from} → ${to}`)) }),
    columns.added.length > 0 && t("New people or roles: %(names)s.", { names: listed(columns.added) }),
    columns.removed.length > 0 && t("People or roles left out: %(names)s.", { names: listed(columns.removed) }),
  ].filter((words) => words !== false);
  return section(t("What has changed"), picture(countsOf(before), countsOf(now)), pictureKey(), h("ul", { class: "dashes" }, ...said.map((words) => h("li", {}, words))));
}

/** Which rows are given, and how that would look; everybody in the group answers before anything goes. */
export function giving(desk: Desk<Roles>, at: RoleMap): HTMLElement {
  const choose = (tasks: string[], give: boolean): void => desk.change(onMap(desk.state, at.id, (one) => map.choose(one, tasks, give)));
  const chosen = at.tasks.filter(({ give }) => give);
  const boxes = at.tasks.map((task) => h("label", { class: "check" }, h("input", { type: "checkbox", id: `roles-give-${task.id}`, checked: task.give, onchange: () => choose([task.id], !task.give) }), task.name));
  const all = quiet(chosen.length === at.tasks.length ? t("Choose none") : t("Choose every row"), () => choose(at.tasks.map(({ id }) => id), chosen.length < at.tasks.length), "roles-give-all");
  const propose = button(t("Propose it for the commissioner"), () => desk.give(at.id), "btn2");
  propose.id = "roles-propose";
  const nameless = unnamed(at).length;
  return screenSection(
    t("Shall it be given to the commissioner?"),
    h("p", {}, t("Roles stand in place of names. Everybody sees the same words as the commissioner would, and answers alone; nobody sees who answered what. It can be asked back, but what was seen was seen.")),
    nameless > 0 && h("p", { class: "hint" }, tn("One person has no role yet and would be called “a member of the group”.", "%(n)s people have no role yet and would be called “a member of the group”.", nameless)),
    folded(looking.open, "roles-give", t("Choose the rows (%(n)s chosen)", { n: chosen.length }), all, h("fieldset", { class: "choices" }, h("legend", { class: "vh" }, t("Rows that are given")), ...boxes)),
    ...(chosen.length > 0 ? [seen(desk, at), propose] : []),
  );
}

function seen(desk: Desk<Roles>, at: RoleMap): HTMLElement {
  const sheet = releasable(desk.state).find(({ key }) => key === at.id)?.sheet ?? { title: "", parts: [] };
  const text = sheet.parts.flatMap(({ table }) => table?.rows.flat() ?? []).join("\n");
  const warnings = warningsFor(text, { names: desk.people, leaves: true });
  return folded(looking.open, "roles-seen", t("See what it would look like"), warnings.length > 0 && warningRow(warnings), ...sheetNodes(sheet, 3));
}
