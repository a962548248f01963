/** Lists side by side on the leader's screen: each item opens where it stands, to be changed, moved or taken further. */

import { button, h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import type { Desk } from "../tool";
import { type Board, inWords, type Place, rulesOf } from "./board";
import { area, asking, choice, further, group, lasting, line, made, toggle, warnings } from "./parts";
import { added, changed, type Item, type Lists, moved, of, stepped, STRENGTHS, without } from "./state";

export function boardPage(board: Board, desk: Desk<Lists>): Node[] {
  const before = desk.earlier.at(-1)?.state;
  return [
    ...(board.sentence ? [sentence(board.sentence(), desk)] : []),
    ...(board.summary?.(desk.state) ?? []),
    asking(desk, t("Ask on the phones")),
    h("div", { class: "lists" }, ...board.places().map((place) => list(board, place, desk, before))),
  ].filter((node) => node !== null);
}

function sentence({ label, hint }: { label: string; hint: string }, desk: Desk<Lists>): HTMLElement {
  if (!desk.mayWrite) return h("p", { class: "lists-about" }, desk.state.about || "–");
  const about = area(label, { hint, id: "lists-about" });
  about.input.value = desk.state.about;
  about.input.addEventListener("input", () => desk.change({ ...desk.state, about: about.input.value }, { draw: false }));
  about.row.append(warnings(desk, about.input));
  return h("section", { class: "card boardcard" }, h("div", { class: "cardbody" }, about.row));
}

function list(board: Board, place: Place, desk: Desk<Lists>, before: Lists | undefined): HTMLElement {
  const items = of(desk.state, place.id);
  const heading = h("h3", {}, place.name, " ", h("span", { class: "lists-count num" }, String(items.length)));
  return h(
    "section",
    { class: `card boardcard lists-${place.id}` },
    h(
      "div",
      { class: "cardbody" },
      heading,
      h("p", { class: "hint" }, place.hint),
      items.length > 0 && h("ul", { class: "rows" }, ...items.map((item) => row(board, item, desk, before))),
      desk.mayWrite && adding(board, place, desk),
    ),
  );
}

/** One line to write the next one in; Enter adds it and leaves the cursor where it is. */
function adding(board: Board, place: Place, desk: Desk<Lists>): HTMLElement {
  const next = lasting(line(t("Add: %(list)s", { list: place.name }), { id: `add-${place.id}` }));
  const add = (): void => {
    const words = next.input.value;
    if (!words.trim()) return next.input.focus();
    next.input.value = "";
    desk.change(added(desk.state, rulesOf(board), { id: desk.newId(), words, place: place.id }));
  };
  return h("form", { class: "lists-add", onsubmit: (event) => (event.preventDefault(), add()) }, next.row, h("button", { class: "btn2", type: "submit", "aria-label": t("Add: %(list)s", { list: place.name }) }, t("Add")));
}

function row(board: Board, item: Item, desk: Desk<Lists>, before: Lists | undefined): HTMLElement {
  const panel = desk.mayWrite ? h("div", { id: `${item.id}-open`, class: "lists-open" }, ...inside(board, item, desk)) : null;
  return h(
    "li",
    { class: "row lists-item" },
    h("div", {}, h("p", { class: "rowt" }, item.words), ...marks(board, item, before)),
    panel && toggle(panel, t("Change"), item.words, desk.draw),
    panel,
  );
}

/** What stands under an item's words: how strong, what next, what came of it, and where it stood last time. */
function marks(board: Board, item: Item, before: Lists | undefined): Node[] {
  const places = board.places();
  const nameOf = (id: string): string => places.find((place) => place.id === id)?.name ?? "";
  const last = before?.items.find(({ id }) => id === item.id);
  const dots = h("span", { class: "lists-dots", "aria-hidden": "true" }, "●".repeat(item.strength) + "○".repeat(5 - item.strength));
  return [
    board.weighs && h("p", { class: "small" }, dots, " ", inWords(item.strength), last && last.strength !== item.strength && ` · ${t("last time %(n)s", { n: last.strength })}`),
    last && last.place !== item.place && h("p", { class: "small" }, t("Last time: %(list)s", { list: nameOf(last.place) })),
    item.next && h("p", { class: "small" }, h("span", { class: "strong" }, `${nameOfNext(places, item)}: `), item.next),
    ...made(item),
  ].filter((node): node is HTMLParagraphElement => Boolean(node));
}

const nameOfNext = (places: readonly Place[], item: Item): string => places.find(({ id }) => id === item.place)?.next ?? "";

function inside(board: Board, item: Item, desk: Desk<Lists>): Node[] {
  const places = board.places();
  const keep = (change: Partial<Item>, draw = true): void => desk.change(changed(desk.state, item.id, change), { draw });
  const words = area(t("In words"), { id: `${item.id}-words`, hint: t("No names, no cases that can be recognised.") });
  const next = area(nameOfNext(places, item), { id: `${item.id}-next` });
  [words.input.value, next.input.value] = [item.words, item.next];
  words.input.addEventListener("input", () => words.input.value.trim() && keep({ words: words.input.value }, false));
  next.input.addEventListener("input", () => keep({ next: next.input.value }, false));
  for (const { row, input } of [words, next]) {
    row.append(warnings(desk, input));
  }
  return [words.row, board.weighs && weighing(item, keep), next.row, moving(board, item, desk), further(desk, () => desk.state.items.find(({ id }) => id === item.id) ?? item, keep), tidying(item, desk)].filter((node): node is HTMLElement => Boolean(node));
}

function weighing(item: Item, keep: (change: Partial<Item>) => void): HTMLElement {
  const press = (one: number): HTMLElement => choice(`${item.id}-strength-${one}`, String(one), one === item.strength, () => keep({ strength: one }));
  return group(t("How strong is it, 1–5?"), STRENGTHS.map(press));
}

function moving(board: Board, item: Item, desk: Desk<Lists>): HTMLElement {
  const move = ({ id, name }: Place): HTMLElement =>
    choice(`${item.id}-to-${id}`, name, id === item.place, () => desk.change(moved(desk.state, rulesOf(board), item.id, id)));
  return group(t("Where does it belong?"), board.places().map(move));
}

function tidying(item: Item, desk: Desk<Lists>): HTMLElement {
  const step = (by: -1 | 1, words: string): HTMLElement => {
    const pressed = button(words, () => desk.change(stepped(desk.state, item.id, by)), "act");
    pressed.id = `${item.id}-${by === 1 ? "down" : "up"}`;
    return pressed;
  };
  const away = button(t("Take away"), () => desk.change(without(desk.state, item.id)), "act");
  return h("div", { class: "actions" }, step(-1, t("Up")), step(1, t("Down")), away);
}
