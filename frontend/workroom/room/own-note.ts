/** One's own note of the meeting, beside the group's: closed until it is opened, and never there in the projected view. */

import type { Draft } from "../../vault/drafts/draft";
import { emptyNote } from "../../vault/drafts/note";
import { Writer } from "../../vault/drafts/writer";
import { button, h } from "../../vault/app/dom";
import { wordsFor } from "../../vault/app/faults";
import { portsOf } from "../../vault/app/ports";
import { wordsOfStanding } from "../../vault/app/standing";
import { t, when } from "../../vault/app/words";
import { warningsBeside } from "../../vault/app/warnings";
import { editor } from "../../vault/app/editor";
import { codeOf } from "../../vault/worker/calls";
import type { SpaceShown } from "../../vault/worker/rooms/circles";
import { today } from "../day";
import { versionId } from "./ids";
import type { Workshop } from "./workshop";

/** The card: a note of the meeting, or the way to the journal of whoever is supervised; null where there is neither. */
export async function ownNote(shop: Workshop): Promise<HTMLElement | null> {
  const mine = await shop.house.client.circles.mine();
  const process = shop.space.process?.id;
  const found = mine.spaces.find(({ kind, process: of, aside }) => kind === "own" && of?.id === process && !aside)?.id ?? null;
  const may = found !== null || (mine.places["own"] ?? []).some(({ id }) => id === process);
  if (process === undefined) return null;
  if (!may) return journal(shop, mine.spaces.find(({ kind, aside }) => kind === "journal" && !aside)?.id ?? null);
  const place = h("div", { class: "stack" });
  const open = async (): Promise<void> => {
    try {
      const id = found ?? (await shop.house.client.circles.found("own", process));
      await writing(shop, await shop.house.client.circles.open(id), place);
    } catch (fault) {
      place.append(h("p", { class: "error" }, wordsFor(codeOf(fault))));
    }
  };
  place.append(h("p", { class: "hint" }, t("Closed. It does not show in the projected view.")), button(t("Open for me only"), () => void open(), "btn2"));
  return h("section", { class: "card", id: "own-note" }, h("div", { class: "cardbody" }, h("div", { class: "cardhead" }, h("h2", {}, t("My own note")), h("span", { class: "badge badge-own" }, t("Only you · sealed"))), place));
}

function journal(shop: Workshop, space: string | null): HTMLElement | null {
  if (space === null) return null;
  const go = (): void => void shop.house.go({ at: "write", space, id: null });
  return h("section", { class: "card", id: "own-note" }, h("div", { class: "cardbody" }, h("div", { class: "cardhead" }, h("h2", {}, t("My own note")), h("span", { class: "badge badge-own" }, t("Only you · sealed"))), button(t("Write in my journal"), go, "btn2")));
}

async function writing(shop: Workshop, space: SpaceShown, place: HTMLElement): Promise<void> {
  const { house } = shop;
  const id = versionId(space.id, "own note", shop.works.meeting ?? today());
  const unsent = (await house.client.drafts.mine()).find((one) => one.id === id) ?? null;
  const stands = unsent || !space.listed.some((one) => one.id === id) ? null : await house.client.outbox.look(space.id, id, "note");
  const start: Draft = unsent ?? {
    id, space: space.id, kind: "note", note: stands?.note ?? { ...emptyNote(), title: t("Meeting %(when)s", { when: when(today()) }) },
    base: stands?.before ?? null, from: stands?.from ?? null, tried: [], aside: crypto.randomUUID(), beside: null, at: new Date().toISOString(),
  };
  const state = h("p", { class: "hint" });
  let { note } = start;
  const text = editor(t("Text"));
  text.input.value = note.text;
  const writer = new Writer(start, portsOf(house, { space: space.id, kind: "note" }, {
    told: (standing) => (state.textContent = wordsOfStanding(standing)),
    besides: () => (state.textContent = wordsFor("overtaken")),
    replaced: (now) => ([note, text.input.value] = [now, now.text]),
  }), unsent !== null);
  text.input.addEventListener("input", () => writer.typed((note = { ...note, text: text.input.value })));
  text.input.addEventListener("blur", () => void writer.now());
  shop.alsoKeep(async () => {
    await writer.now();
    writer.stop();
  });
  place.replaceChildren(text.row, warningsBeside(text, space), state);
  text.input.focus();
}
