/** One note: read it, write it. What is typed is saved as it is typed, and the page says where it is. */

import type { Json } from "../../core/bytes";
import { type Attached, readAttached, written } from "../../worker/attached";
import { codeOf } from "../../worker/calls";
import type { SpaceShown } from "../../worker/rooms/circles";
import type { Before } from "../../worker/rooms/documents";
import { attached, attaching } from "../attachments";
import { nameOf, readersOf } from "../circle";
import { button, field, h, show } from "../dom";
import { wordsFor } from "../faults";
import type { House, View } from "../house";
import { rendered } from "../markdown";
import { t, when } from "../words";

const PAUSE = 1500; // ms without a key before what was typed is sent, sealed
const LONGEST = 5000; // ms at most between two sendings while keys are pressed

interface Text {
  title: string;
  text: string;
  files: Attached[];
}

interface Kept extends Text {
  id: string;
  before: Before | null;
}

type At<Where extends View["at"]> = Extract<View, { at: Where }>;

export async function reading(house: House, view: At<"read">): Promise<void> {
  try {
    const space = await house.client.circles.open(view.space);
    const { kept, at } = await keptOf(house, space, view.id);
    const { title, text } = kept;
    show(
      title || t("Without a title"),
      h("p", { class: "hint" }, `${nameOf(space)} · ${when(at)} · ${readersOf(space)}`),
      h("article", { class: "card" }, h("div", { class: "cardbody" }, rendered(text))),
      attached(house, space.id, kept.files),
      h(
        "div",
        { class: "actions" },
        button(t("Go on writing"), () => void house.go({ ...view, at: "write" }), "btn"),
        button(t("Share a copy"), () => void house.go({ at: "share", space: space.id, id: view.id }), "btn2"),
        button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2"),
      ),
      erasing(house, space, kept),
    );
  } catch (fault) {
    show(t("This could not be shown"), h("p", {}, wordsFor(codeOf(fault))), button(t("To the notes"), () => void house.go({ at: "notes" }), "btn"));
  }
}

async function keptOf(house: House, space: SpaceShown, id: string): Promise<{ kept: Kept; at: string }> {
  const opened = await house.client.documents.read(space.id, id, kindIn(space));
  return { kept: { id, before: { rev: opened.rev, mark: opened.mark }, ...textOf(opened.body) }, at: opened.at };
}

const kindIn = (space: SpaceShown): "journal" | "note" => (space.kind === "journal" ? "journal" : "note");

export async function writing(house: House, view: At<"write">): Promise<void> {
  const space = await house.client.circles.open(view.space);
  const from = view.id === null ? null : (await keptOf(house, space, view.id)).kept;
  const kept: Kept = from ?? { id: crypto.randomUUID(), before: null, title: "", text: "", files: [] };
  const kind = kindIn(space);
  const title = field(t("Title"), { id: "title" });
  const text = field(t("Text"), { id: "text", long: true, hint: t("# heading, - list, - [ ] task, **strong**") });
  title.input.value = kept.title;
  text.input.value = kept.text;
  const files = [...kept.files];
  const state = h("p", { class: "hint", role: "status", id: "saved" }, kept.before ? t("Saved, locked, on the server") : t("Nothing to save yet"));

  const sending = new Sending(async () => {
    const now = { title: title.input.value, text: text.input.value, files: [...files] };
    if (isSame(now, kept)) return;
    state.textContent = t("Saving …");
    try {
      kept.before = await house.client.documents.save(space.id, kept.id, kind, bodyOf(now), kept.before, now.title);
      Object.assign(kept, now);
      state.textContent = t("Saved, locked, on the server");
    } catch (fault) {
      if (codeOf(fault) === "overtaken") await beside(kept, now);
      else state.textContent = wordsFor(codeOf(fault));
    }
  });

  /** Another device was first: what was typed here goes on as a note of its own beside the other. */
  async function beside(mine: Kept, now: Text): Promise<void> {
    const own = { title: t("%(title)s (the other version)", { title: now.title || t("Without a title") }), text: now.text, files: now.files };
    mine.id = crypto.randomUUID();
    mine.before = await house.client.documents.save(space.id, mine.id, kind, bodyOf(own), null, own.title);
    Object.assign(mine, own);
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
    h("div", { class: "card" }, h("div", { class: "cardbody" }, title.row, text.row, state, attaching(house, space.id, files, () => void sending.now()))),
    h("div", { class: "actions" }, button(t("Ready"), () => void sending.now().then(() => house.go({ at: "notes" })), "btn")),
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
    if (kept.before) await house.client.documents.erase(space.id, kept.id, kept.before.rev);
    await house.go({ at: "notes" });
  };
  return h(
    "details",
    { class: "more" },
    h("summary", {}, t("Erase this")),
    h("p", {}, t("It is erased from the server and from its copies within a month. This cannot be undone.")),
    button(t("Erase for good"), () => void erase(), "btn2"),
  );
}

/** As it is sealed; a note without files has no word about them. */
function bodyOf({ title, text, files }: Text): Json {
  return { v: 1, title, text, ...(files.length > 0 ? { files: written(files) } : {}) };
}

const isSame = (one: Text, other: Text): boolean => JSON.stringify(bodyOf(one)) === JSON.stringify(bodyOf(other));

function textOf(body: Json): Text {
  const { title, text, files } = (body ?? {}) as Record<string, Json>;
  return { title: typeof title === "string" ? title : "", text: typeof text === "string" ? text : "", files: readAttached(files) };
}

