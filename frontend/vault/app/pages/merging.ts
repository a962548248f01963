/** Two versions of one note, put together paragraph by paragraph; until it is saved, both stay as they are. */

import { type Pair, merged, paired, type Pick } from "../../drafts/merge";
import { bodyOf, type Note } from "../../drafts/note";
import { codeOf } from "../../worker/calls";
import type { Stands } from "../../worker/rooms/outbox";
import { nameOf } from "../circle";
import { button, h, onceAtATime, show } from "../dom";
import { wordsFor } from "../faults";
import type { House, View } from "../house";
import { rendered } from "../markdown";
import { t, when } from "../words";
import { kindIn } from "./reading";

type At = Extract<View, { at: "merge" }>;

export async function merging(house: House, view: At): Promise<void> {
  const space = await house.client.circles.open(view.space);
  const kind = kindIn(space);
  const [left, right] = await Promise.all([view.id, view.other].map((id) => house.client.outbox.look(space.id, id, kind)));
  if (!left || !right) return;
  const by = (stands: Stands, place: number): string => [place, space.people[stands.author], when(stands.at)].filter(Boolean).join(" · ");
  const titles = paired(left.note.title, right.note.title);
  const texts = paired(left.note.text, right.note.text);
  const rows = [...titles, ...texts].map((pair, place) => rowOf(pair, place < titles.length, [by(left, 1), by(right, 2)]));
  const error = h("p", { class: "error", role: "alert" });
  const save = onceAtATime(async (): Promise<void> => {
    const picks = rows.flatMap(({ pick }) => (pick ? [pick()] : []));
    const ofTitle = titles.filter((pair) => !("same" in pair)).length;
    const title = merged(titles, picks.slice(0, ofTitle)).replace(/\n+/g, " / ");
    const note = together(left.note, right.note, title, merged(texts, picks.slice(ofTitle)));
    try {
      await house.client.documents.save(space.id, view.id, kind, bodyOf(note), left.before, { title, ...(note.tags.length > 0 && { tags: note.tags }) });
      await house.client.documents.erase(space.id, view.other, right.before.rev);
    } catch (fault) {
      if (codeOf(fault) === "overtaken") return merging(house, view); // one of them was gone on with: look again
      error.textContent = wordsFor(codeOf(fault));
      return;
    }
    await house.go({ at: "read", space: space.id, id: view.id });
  });
  show(
    t("Two versions"),
    h("p", { class: "hint" }, nameOf(space)),
    h("p", {}, t("Both were written at the same time, and both are kept. Choose for each part that differs; nothing is changed before you save.")),
    h("form", { class: "stack", onsubmit: (event) => { event.preventDefault(); void save(); } },
      h("div", { class: "versions" }, ...rows.map(({ row }) => row)),
      error,
      h("div", { class: "actions" },
        h("button", { type: "submit", class: "btn" }, t("Save as one note")),
        button(t("Leave both as they are"), () => void house.go({ at: "notes" }), "btn2"),
      ),
    ),
  );
}

function together(left: Note, right: Note, title: string, text: string): Note {
  const known = new Set(left.files.map(({ id }) => id));
  return {
    title, text,
    tags: [...new Set([...left.tags, ...right.tags])],
    files: [...left.files, ...right.files.filter(({ id }) => !known.has(id))],
    rest: { ...right.rest, ...left.rest },
  };
}

let rows = 0;

/** One part: as it stands in both, or two beside each other with a choice. */
function rowOf(pair: Pair, isTitle: boolean, by: readonly [string, string]): { row: HTMLElement; pick?: () => Pick } {
  const words = (text: string): HTMLElement => (isTitle ? h("p", {}, h("strong", {}, text)) : rendered(text));
  if ("same" in pair) return { row: words(pair.same) };
  rows += 1;
  const name = `pick-${rows}`;
  const choice = (value: Pick, label: string, text?: string): HTMLElement => {
    const input = h("input", { type: "radio", name, value, checked: value === "both", autocomplete: "off" });
    const side = text === undefined ? null : text ? words(text) : h("p", { class: "empty" }, t("Not in this version"));
    return h("div", { class: `version ${value}` }, h("label", { class: "check" }, input, label), side);
  };
  const row = h("fieldset", { class: "differs" },
    h("legend", { class: "vh" }, isTitle ? t("Title") : t("A part that differs")),
    choice("left", by[0], pair.left), choice("right", by[1], pair.right), choice("both", t("Both, one after the other")));
  return { row, pick: () => (row.querySelector<HTMLInputElement>("input:checked")?.value ?? "both") as Pick };
}
