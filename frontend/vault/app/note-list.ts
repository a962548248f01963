/** The notes of one circle, newest first, with a search that stays within this browser. */

import { codeOf } from "../worker/calls";
import type { SpaceShown } from "../worker/rooms/circles";
import { button, field, h, tell } from "./dom";
import { wordsFor } from "./faults";
import type { House } from "./house";
import { t, tn, when } from "./words";

const FEW = 5; // notes that are seen at a glance
const FIRST = 40; // rows that are there at once; the rest follow while nobody waits

type Row = SpaceShown["listed"][number];

export const documentsOf = (space: SpaceShown): Row[] =>
  space.listed.filter(({ kind }) => kind === "note" || kind === "journal").sort((one, other) => (other.changed < one.changed ? -1 : Number(other.changed > one.changed)));

/** What the tools of the workroom hold, the newest first: found by its words, though it has a page of its own. */
const worksOf = (space: SpaceShown): Row[] =>
  space.listed.filter(({ kind, tags }) => kind === "work" && tags?.length === 2).sort((one, other) => other.changed.localeCompare(one.changed));

export function noteList(house: House, space: SpaceShown): HTMLElement {
  const [all, works] = [documentsOf(space), worksOf(space)];
  const list = h("ul", { class: "rows" });
  let turn = 0;
  const fill = (found: readonly Row[]): void => {
    turn += 1;
    const mine = turn;
    list.replaceChildren(...found.slice(0, FIRST).map((one) => row(house, space, one)));
    const more = (from: number): void => {
      if (mine !== turn || from >= found.length) return;
      list.append(...found.slice(from, from + FIRST).map((one) => row(house, space, one)));
      setTimeout(() => more(from + FIRST));
    };
    setTimeout(() => more(FIRST));
  };
  fill(all);
  if (all.length + works.length === 0) return h("p", { class: "empty" }, t("Nothing here yet."));
  return h("div", { class: "stack" }, all.length + works.length > FEW && searching(house, space, [all, works], fill), list);
}

function row(house: House, space: SpaceShown, { id, kind, title, changed, tags = [], beside }: Row): HTMLElement {
  const [tool = "", thread = ""] = tags;
  const inWorkroom = kind === "work";
  const more = [beside && t("Another version"), ...(inWorkroom ? [t("Workroom")] : tags), when(changed)].filter(Boolean).join(" · ");
  const there = inWorkroom ? ({ at: "workroom", space: space.id, tool, id: thread } as const) : ({ at: "read", space: space.id, id } as const);
  return h(
    "li",
    { class: "row below far" },
    button(title || t("Without a title"), () => void house.go(there), "act"),
    h("span", { class: "hint" }, more),
  );
}

function searching(house: House, space: SpaceShown, [all, works]: [readonly Row[], readonly Row[]], fill: (found: readonly Row[]) => void): HTMLElement {
  const words = field(t("Search in titles, tags and texts"));
  const state = h("p", { class: "hint" });
  const look = async (): Promise<void> => {
    const wanted = words.input.value.trim();
    if (!wanted) {
      state.textContent = "";
      return fill(all);
    }
    const found = new Set(await house.client.search.find(space.id, wanted));
    if (words.input.value.trim() !== wanted) return;
    const versions = works.filter(({ id }) => found.has(id));
    const newest = versions.filter(({ tags }, place) => versions.findIndex((one) => one.tags?.[1] === tags?.[1]) === place);
    const rows = [...all.filter(({ id }) => found.has(id)), ...newest];
    fill(rows);
    tell((state.textContent = tn("One note found", "%(n)s notes found", rows.length)));
  };
  words.input.addEventListener("input", () => void look());
  words.input.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Escape") [words.input.value] = [""], void look();
  });
  void (async () => {
    try {
      while ((await house.client.search.warm(space.id)) > 0) if (words.input.value) await look();
      if (words.input.value) await look();
    } catch (fault) {
      state.textContent = wordsFor(codeOf(fault));
    }
  })();
  return h("search", {}, words.row, state);
}
