/** One note, read: its boxes can be ticked, and it can be gone on with, put together with another version, erased. */

import type { Draft } from "../../drafts/draft";
import { codeOf } from "../../worker/calls";
import type { SpaceShown } from "../../worker/rooms/circles";
import type { Stands } from "../../worker/rooms/outbox";
import { attached } from "../attachments";
import { nameOf, readersOf } from "../circle";
import { button, h, show, tell } from "../dom";
import { emergencyNotice } from "../emergency";
import { ticked } from "../editing";
import { verdictOn, wordsFor } from "../faults";
import type { House, View } from "../house";
import { rendered } from "../markdown";
import { t, when } from "../words";

type At = Extract<View, { at: "read" }>;

export const kindIn = (space: Pick<SpaceShown, "kind">): "journal" | "note" => (space.kind === "journal" ? "journal" : "note");

export async function reading(house: House, view: At): Promise<void> {
  try {
    const space = await house.client.circles.here(view.space);
    await read(house, view, space, await house.client.outbox.look(space.id, view.id, kindIn(space)));
  } catch (fault) {
    const list = button(t("To the notes"), () => void house.go({ at: "notes" }), "btn");
    show(t("This could not be shown"), h("p", {}, verdictOn(codeOf(fault))), list);
  }
}

async function read(house: House, view: At, space: SpaceShown, stands: Stands): Promise<void> {
  const { note, at } = stands;
  let saving: Promise<void> = Promise.resolve();
  let now = stands;
  const error = h("p", { class: "error", role: "alert" });
  const tick = (line: number, on: boolean): void => {
    saving = saving.then(async () => {
      const text = ticked(now.note.text, line, on);
      if (text === null) return;
      try {
        now = await saved(house, view, space, now, text);
        tell(t("Saved, locked, on the server"));
      } catch (fault) {
        error.textContent = wordsFor(codeOf(fault));
      }
    });
  };
  house.beforeLeaving(() => saving);
  const tags = note.tags.length > 0 && ` · ${note.tags.join(", ")}`;
  show(
    note.title || t("Without a title"),
    h("p", { class: "hint" }, `${nameOf(space)} · ${when(at)} · ${readersOf(space)}`, tags),
    emergencyNotice(space),
    otherVersions(house, view, space),
    error,
    h("article", { class: "card" }, h("div", { class: "cardbody" }, rendered(note.text, tick))),
    attached(house, space.id, note.files),
    h(
      "div",
      { class: "actions" },
      button(t("Go on writing"), () => void house.go({ ...view, at: "write" }), "btn"),
      button(t("Share a copy"), () => void house.go({ at: "share", space: space.id, id: view.id }), "btn2"),
      button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2"),
    ),
    erasing(house, view, stands),
  );
}

/** Save the note with another text, as if it had been written. */
async function saved(house: House, view: At, space: SpaceShown, stands: Stands, text: string): Promise<Stands> {
  const note = { ...stands.note, text };
  const beside = space.listed.find(({ id }) => id === view.id)?.beside ?? null;
  const draft: Draft = {
    id: view.id, space: space.id, kind: kindIn(space), note, base: stands.before, from: stands.from, tried: [],
    aside: crypto.randomUUID(), beside, at: new Date().toISOString(),
  };
  const { id, before, from } = await house.client.outbox.send(draft);
  if (id !== view.id) {
    tell(wordsFor("overtaken"));
    await house.go({ at: "merge", space: space.id, id: view.id, other: id });
  }
  return { ...stands, note, before, from };
}

/** Where a note stands in two versions: the way to put them together. */
function otherVersions(house: House, { space, id }: At, shown: SpaceShown): HTMLElement | null {
  const mine = shown.listed.find((one) => one.id === id);
  const first = mine?.beside && shown.listed.some((one) => one.id === mine.beside) ? mine.beside : id;
  const other = first === id ? shown.listed.find(({ beside }) => beside === id)?.id : id;
  if (!other) return null;
  return h(
    "div",
    { class: "notice" },
    h("p", {}, t("This note stands in two versions that were written at the same time.")),
    button(t("Look at both and put them together"), () => void house.go({ at: "merge", space, id: first, other }), "btn2"),
  );
}

function erasing(house: House, view: At, { before, note }: Stands): HTMLElement {
  const erase = async (): Promise<void> => {
    await house.client.documents.erase(view.space, view.id, before.rev);
    const waiting = (await house.client.files.waiting()).filter((one) => one.note === view.id);
    for (const { id } of [...note.files, ...waiting]) await house.client.files.erase(id).catch(() => undefined); // what nothing names is swept
    await house.go({ at: "notes" });
  };
  const error = h("p", { class: "error", role: "alert" });
  return h(
    "details",
    { class: "more" },
    h("summary", {}, t("Erase this")),
    h("p", {}, t("It is erased from the server and from its copies within a month. This cannot be undone.")),
    button(t("Erase for good"), () => void erase().catch((fault: unknown) => (error.textContent = wordsFor(codeOf(fault)))), "btn2"),
    error,
  );
}
