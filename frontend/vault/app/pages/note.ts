/** One note: read it, write it. What is typed is saved as it is typed, and the page says where it is. */

import type { Json } from "../../core/bytes";
import type { Listed } from "../../worker/index-document";
import type { SpaceShown } from "../../worker/vault";
import { Fault } from "../../worker/calls";
import { button, field, h, show } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { rendered } from "../markdown";
import { t, when } from "../words";
import { nameOf, notes, readersOf } from "./notes";

const PAUSE = 1500; // ms without a key before what was typed is sent, sealed
const LONGEST = 5000; // ms at most between two sendings while keys are pressed

interface Text {
  title: string;
  text: string;
}

interface Kept extends Text {
  id: string;
  before: { rev: number; mark: string } | null;
}

export async function reading(house: House, space: SpaceShown, listed: Listed): Promise<void> {
  try {
    const opened = await house.client.read(space.id, listed.id, listed.kind);
    const { title, text } = textOf(opened.body);
    const kept = { id: listed.id, before: { rev: opened.rev, mark: opened.mark }, title, text };
    show(
      title || t("Without a title"),
      h("p", { class: "hint" }, `${nameOf(space)} · ${when(opened.at)} · ${readersOf(space)}`),
      h("article", { class: "card" }, h("div", { class: "cardbody" }, rendered(text))),
      h(
        "div",
        { class: "actions" },
        button(t("Go on writing"), () => writing(house, space, kept), "btn"),
        button(t("To the notes"), () => void notes(house), "btn2"),
      ),
      erasing(house, space, kept),
    );
  } catch (fault) {
    show(t("This could not be shown"), h("p", {}, wordsFor(codeOf(fault))), button(t("To the notes"), () => void notes(house), "btn"));
  }
}

export function writing(house: House, space: SpaceShown, from: Kept | null): void {
  const kept: Kept = from ?? { id: crypto.randomUUID(), before: null, title: "", text: "" };
  const kind = space.kind === "journal" ? "journal" : "note";
  const title = field(t("Title"), { id: "title" });
  const text = field(t("Text"), { id: "text", long: true, hint: t("# heading, - list, - [ ] task, **strong**") });
  title.input.value = kept.title;
  text.input.value = kept.text;
  const state = h("p", { class: "hint", role: "status", id: "saved" }, kept.before ? t("Saved, locked, on the server") : t("Nothing to save yet"));

  const sending = new Sending(async () => {
    const now = { title: title.input.value, text: text.input.value };
    if (now.title === kept.title && now.text === kept.text) return;
    state.textContent = t("Saving …");
    try {
      kept.before = await house.client.save(space.id, kept.id, kind, { v: 1, ...now }, kept.before, now.title);
      Object.assign(kept, now);
      state.textContent = t("Saved, locked, on the server");
    } catch (fault) {
      if (codeOf(fault) === "overtaken") await beside(kept, now);
      else state.textContent = wordsFor(codeOf(fault));
    }
  });

  /** Another device was first: what was typed here goes on as a note of its own beside the other. */
  async function beside(mine: Kept, now: Text): Promise<void> {
    const own = { title: t("%(title)s (the other version)", { title: now.title || t("Without a title") }), text: now.text };
    mine.id = crypto.randomUUID();
    mine.before = await house.client.save(space.id, mine.id, kind, { v: 1, ...own }, null, own.title);
    Object.assign(mine, { title: own.title, text: own.text });
    title.input.value = own.title;
    state.textContent = wordsFor("overtaken");
  }

  for (const { input } of [title, text]) {
    input.addEventListener("input", () => {
      state.textContent = t("Not saved yet");
      sending.soon();
    });
    input.addEventListener("blur", () => void sending.now());
  }
  house.beforeLeaving(() => sending.now());
  show(
    from ? t("Writing") : space.kind === "journal" ? t("New entry") : t("New note"),
    h("p", { class: "hint" }, `${nameOf(space)} · ${readersOf(space)}`),
    h("div", { class: "card" }, h("div", { class: "cardbody" }, title.row, text.row, state)),
    h("div", { class: "actions" }, button(t("Ready"), () => void sending.now().then(() => notes(house)), "btn")),
  );
}

/** Sends after a pause, or at the latest after a while; one sending at a time. */
class Sending {
  private pause = 0;
  private first = 0;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly send: () => Promise<void>) {}

  soon(): void {
    const at = Date.now();
    this.first ||= at;
    clearTimeout(this.pause);
    this.pause = window.setTimeout(() => void this.now(), Math.max(0, Math.min(PAUSE, this.first + LONGEST - at)));
  }

  now(): Promise<void> {
    clearTimeout(this.pause);
    this.first = 0;
    this.last = this.last.then(this.send);
    return this.last;
  }
}

function erasing(house: House, space: SpaceShown, kept: Kept): HTMLElement {
  const erase = async (): Promise<void> => {
    if (kept.before) await house.client.erase(space.id, kept.id, kept.before.rev);
    await notes(house);
  };
  return h(
    "details",
    { class: "more" },
    h("summary", {}, t("Erase this")),
    h("p", {}, t("It is erased from the server and from its copies within a month. This cannot be undone.")),
    button(t("Erase for good"), () => void erase(), "btn2"),
  );
}

function textOf(body: Json): Text {
  const { title, text } = (body ?? {}) as Partial<Text>;
  return { title: typeof title === "string" ? title : "", text: typeof text === "string" ? text : "" };
}

const codeOf = (fault: unknown): string => (fault instanceof Fault ? fault.code : "failed");
