/** The role and task map on the screen. */

import { button, h } from "../../vault/app/dom";
import { day, t } from "../../vault/app/words";
import type { Desk } from "../tool";
import { changes, giving, missed, toAgree } from "./agreeing";
import { earlierOf } from "./diff";
import { acting, editing } from "./editing";
import { countsOf } from "./flags";
import { looking } from "./looking";
import { adding, removeButton, screenSection, segments } from "./parts";
import { addColumn, LEVELS, mapAt, onMap, removeMap, type RoleMap, type Roles, startMap } from "./state";
import { besideTable, legend, mapTable, rolesTable } from "./table";
import { countsSentence, levelName, noNames } from "./words";

const MANY_PEOPLE = 8;
let wide: MediaQueryList | null = null;

/** An earlier version in which this map had something: what the map is compared with. */
interface Earlier {
  on: string;
  map: RoleMap;
}

export function page(desk: Desk<Roles>): Node[] {
  wide ??= matchMedia("(width >= 60rem)");
  wide.onchange = () => desk.draw();
  const own = desk.state.maps.filter(({ level }) => level === "self");
  if (looking.level === "self" && !own.some(({ whose }) => whose === looking.whose)) looking.whose = own[0]?.whose ?? "";
  const at = mapAt(desk.state, looking.level, looking.level === "self" ? looking.whose : "");
  const earlier = at ? desk.earlier.flatMap(({ on, state }) => [earlierOf(state, at)].flatMap((map) => (map ? [{ on, map }] : []))) : [];
  const before = earlier.at(looking.against) ?? earlier.at(-1) ?? null;
  if (!before) looking.view = "now";
  const writes = desk.mayWrite && looking.editing && looking.view === "now";
  return [
    controls(desk, earlier, before),
    looking.level === "self" && whose(desk, own),
    (looking.level !== "self" || at) && mapCard(desk, at, before, writes),
    at && at.tasks.length > 0 && !writes && desk.mayWrite && toAgree(desk, at),
    missed(desk, () => begun(desk)),
    at && at.tasks.length > 0 && !writes && h("div", { class: "roles-two" }, changes(before?.map ?? null, at), desk.mayWrite && giving(desk, at)),
  ].filter((node) => node instanceof Node);
}

/** The map that is looked at, begun if it was not. */
function begun(desk: Desk<Roles>): { state: Roles; map: string } {
  const place = { level: looking.level, whose: looking.whose };
  const state = startMap(desk.state, { id: desk.newId(), ...place });
  return { state, map: mapAt(state, place.level, place.level === "self" ? place.whose : "")?.id ?? "" };
}

function controls(desk: Desk<Roles>, earlier: readonly Earlier[], before: Earlier | null): HTMLElement {
  const level = segments("roles-level", t("Level"), LEVELS.map((value) => ({ value, words: levelName(value) })), looking.level, (value) => {
    looking.level = value;
    desk.draw();
  });
  if (!before) return h("div", { class: "roles-controls" }, level);
  const views = [
    { value: "before" as const, words: t("Before, %(day)s", { day: day(before.on) }) },
    { value: "now" as const, words: t("Now") },
    { value: "beside" as const, words: t("Side by side") },
  ];
  const view = segments("roles-view", t("Which map is shown"), views, looking.view, (value) => {
    looking.view = value;
    desk.draw();
  });
  return h("div", { class: "roles-controls" }, view, level, earlier.length > 1 && against(desk, earlier, before));
}

function against(desk: Desk<Roles>, earlier: readonly Earlier[], before: Earlier): HTMLElement {
  const options = earlier.map((one, at) => h("option", { value: String(at), selected: one === before }, day(one.on)));
  const select = h("select", { class: "input", id: "roles-against" }, ...options);
  select.addEventListener("change", () => {
    looking.against = Number(select.value);
    desk.draw();
  });
  return h("div", { class: "field" }, h("label", { class: "label", for: "roles-against" }, t("Compared with")), select);
}

/** Whose own work: each has a map of their own. */
function whose(desk: Desk<Roles>, own: readonly RoleMap[]): HTMLElement {
  const at = own.find((map) => map.whose === looking.whose);
  const show = (name: string): void => {
    looking.whose = name;
    desk.draw();
  };
  const start = (name: string): void => {
    const started = startMap(desk.state, { id: desk.newId(), level: "self", whose: name });
    const last = started.maps.at(-1);
    if (started === desk.state || !last) return;
    const next = onMap(started, last.id, (map) => addColumn(map, { id: desk.newId(), name: last.whose, person: true }));
    looking.whose = last.whose;
    looking.editing = true;
    desk.change(next);
  };
  const others = own.map(({ whose: name }) => ({ value: name, words: name }));
  return screenSection(t("Whose own work"),
    own.length > 0 ? segments("roles-whose", t("Whose own work"), others, looking.whose, show) : h("p", { class: "sub" }, t("Each may draw a map of their own work: their tasks, and who else takes part in them.")),
    desk.mayWrite && looking.editing && at !== undefined && removeButton({ id: `roles-map-${at.id}`, name: at.whose, words: t("Remove the map"), remove: () => desk.change(removeMap(desk.state, at.id)) }, "roles-new-whose"),
    desk.mayWrite && adding("roles-new-whose", t("First name"), { words: t("Begin a map"), add: start }));
}

function mapCard(desk: Desk<Roles>, at: RoleMap | undefined, before: Earlier | null, writes: boolean): HTMLElement {
  const sentence = h("p", { id: "roles-counts" });
  const say = (map: RoleMap): void => {
    const { first, rest } = countsSentence(countsOf(map));
    sentence.replaceChildren(h("strong", {}, first), ` ${rest}`);
  };
  const shown = looking.view === "before" && before ? before.map : at;
  if (shown && shown.tasks.length > 0) say(shown);
  const edit = button(looking.editing ? t("Done") : t("Write the map"), () => {
    looking.editing = !looking.editing;
    desk.draw();
    if (!looking.editing) desk.tell(document.getElementById("roles-counts")?.textContent ?? "");
  });
  edit.id = "roles-edit";
  const head = h("div", { class: "cardhead" }, h("h3", {}, t("Who does, who decides")), desk.mayWrite && looking.view === "now" && edit);
  const body = writes ? editing(desk, at, acting(desk), say) : reading(shown, before);
  return h("section", { class: "toolpart roles-wall" }, head, sentence, legend(), manyPeople(desk, shown, writes), ...body);
}

function manyPeople(desk: Desk<Roles>, shown: RoleMap | undefined, writes: boolean): HTMLElement | null {
  if (!shown || shown.columns.length <= MANY_PEOPLE || writes || looking.view === "beside") return null;
  const input = h("input", { type: "checkbox", id: "roles-by-role", checked: looking.byRole });
  input.addEventListener("change", () => {
    looking.byRole = input.checked;
    desk.draw();
  });
  return h("label", { class: "check" }, input, t("Show roles in place of people"));
}

function reading(shown: RoleMap | undefined, before: Earlier | null): Node[] {
  if (!shown || shown.tasks.length === 0) return [h("p", { class: "empty" }, t("No tasks yet. Write them on paper or here; a photo of the paper will do as well."), h("span", { class: "small" }, noNames()))];
  if (looking.view === "beside" && before) return beside(before, shown);
  const noteFirst = noteIsFirst(shown);
  if (looking.byRole && shown.columns.length > MANY_PEOPLE) return [rolesTable(shown, noteFirst)];
  return [mapTable(shown, { before: looking.view === "now" ? (before?.map ?? null) : null, noteFirst })];
}

const noteIsFirst = ({ columns }: RoleMap): boolean => !wide?.matches || columns.length > MANY_PEOPLE;

/** Two columns for each person where there is room; else one map under the other. */
function beside(before: Earlier, now: RoleMap): Node[] {
  if (wide?.matches) return [besideTable(before.map, now)];
  const [was, is] = [t("Before, %(day)s", { day: day(before.on) }), t("Now")];
  return [
    h("h4", {}, was),
    mapTable(before.map, { before: null, noteFirst: true, label: was }),
    h("h4", {}, is),
    mapTable(now, { before: before.map, noteFirst: true, label: is }),
  ];
}
