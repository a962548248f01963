/** One note, written. What is typed is kept as it is typed, and the page says in words where it is. */

import type { Draft } from "../../drafts/draft";
import { emptyNote, isEmpty, type Note } from "../../drafts/note";
import { type Standing, Writer } from "../../drafts/writer";
import { codeOf } from "../../worker/calls";
import type { SpaceShown } from "../../worker/rooms/circles";
import { attaching } from "../attachments";
import { nameOf, readersOf } from "../circle";
import { button, field, h, show, tell } from "../dom";
import { emergencyNotice } from "../emergency";
import { editor } from "../editor";
import { wordsFor } from "../faults";
import type { House, View } from "../house";
import { rendered } from "../markdown";
import { type Hold, holdNote, takeNote } from "../note-lock";
import { portsOf } from "../ports";
import { wordsOfStanding } from "../standing";
import { templates } from "../templates";
import { sentFirst } from "../unfinished";
import { warningsBeside } from "../warnings";
import { t } from "../words";
import { kindIn } from "./reading";

type At = Extract<View, { at: "write" }>;
const AT_LEAST = 4000; // ms that leaving waits for the server, once what was typed is kept here

export async function writing(house: House, view: At): Promise<void> {
  const space = await house.client.circles.here(view.space);
  if (view.id !== null) await sentFirst(view.id);
  await held(house, view, space, view.id ?? crypto.randomUUID(), holdNote);
}

async function held(house: House, view: At, space: SpaceShown, id: string, hold: typeof holdNote): Promise<void> {
  let open = null as Open | null;
  const taken = await hold(id, async () => {
    await open?.handOver();
    await readOnly(house, view, space, id);
  });
  if (!taken) return readOnly(house, view, space, id);
  const unsent = await draftOf(house, id);
  const start = unsent ?? (view.id === null ? fresh(space, id) : await standing(house, space, id).catch(ifOnlyFiles(house, space, id)));
  open = page(house, view, space, start, taken, unsent !== null);
}

/** Another window has it: this one shows what is kept, and offers to take over. */
async function readOnly(house: House, view: At, space: SpaceShown, id: string): Promise<void> {
  const { note } = (await draftOf(house, id)) ?? (await standing(house, space, id).catch(() => fresh(space, id)));
  house.beforeLeaving(() => Promise.resolve());
  show(
    note.title || t("Without a title"),
    h("p", { class: "notice" }, t("This note is being written in another window. Here you can read it.")),
    h("article", { class: "card" }, h("div", { class: "cardbody" }, rendered(note.text))),
    h(
      "div",
      { class: "actions" },
      button(t("Go on here"), () => void held(house, { ...view, id }, space, id, takeNote), "btn"),
      button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2"),
    ),
  );
}

const draftOf = async (house: House, id: string): Promise<Draft | null> => (await house.client.drafts.mine()).find((one) => one.id === id) ?? null;

function fresh(space: SpaceShown, id: string): Draft {
  return {
    id, space: space.id, kind: kindIn(space), note: emptyNote(), base: null, from: null, tried: [],
    aside: crypto.randomUUID(), beside: null, at: new Date().toISOString(),
  };
}

async function standing(house: House, space: SpaceShown, id: string): Promise<Draft> {
  const { note, before, from } = await house.client.outbox.look(space.id, id, kindIn(space));
  const beside = space.listed.find((one) => one.id === id)?.beside ?? null;
  return { ...fresh(space, id), note, base: before, from, beside };
}

/** Of a note that came no further than a file of it: it begins here. */
function ifOnlyFiles(house: House, space: SpaceShown, id: string): (fault: unknown) => Promise<Draft> {
  return async (fault) => {
    if (codeOf(fault) === "not-there" && (await house.client.files.waiting()).some(({ note }) => note === id)) return fresh(space, id);
    throw fault;
  };
}

interface Open {
  handOver: () => Promise<void>;
}

function page(house: House, view: At, space: SpaceShown, start: Draft, hold: Hold, unsent: boolean): Open {
  const kind = kindIn(space);
  const title = field(t("Title"), { id: "title" });
  const text = editor(t("Text"));
  const tags = field(t("Tags"), { id: "tags", hint: t("Words to find it by, with commas between.") });
  const state = h("p", { class: "hint", id: "saved" });
  const beside = h("div", { class: "notice", hidden: true });
  let { note } = start;
  const fill = (): void => {
    [title.input.value, text.input.value, tags.input.value] = [note.title, note.text, note.tags.join(", ")];
  };
  fill();
  const says = (standing: Standing): void => {
    state.textContent = wordsOfStanding(standing);
    if (standing.at === "waiting") tell(state.textContent);
  };
  const writer = new Writer(start, portsOf(house, { space: space.id, kind }, {
    told: says,
    besides(id) {
      tell(wordsFor("overtaken"));
      const look = (): void => void house.go({ at: "merge", space: space.id, id: start.id, other: id });
      beside.replaceChildren(h("p", {}, wordsFor("overtaken")), button(t("Look at both and put them together"), look));
      beside.hidden = false;
    },
    replaced(now) {
      note = now;
      fill();
      tell(t("What another device has written is shown now."));
    },
  }), unsent);
  const attachedNow = [...note.files];
  const changed = (): Promise<void> => {
    typed({ files: [...attachedNow] });
    return writer.now();
  };
  const files = attaching(house, { space: space.id, id: start.id, files: attachedNow, changed });
  const typed = (changed: Partial<Note>): void => writer.typed((note = { ...note, ...changed }));
  title.input.addEventListener("input", () => typed({ title: title.input.value }));
  text.input.addEventListener("input", () => typed({ text: text.input.value }));
  const warned = warningsBeside(text, space);
  tags.input.addEventListener("input", () => typed({ tags: tagsIn(tags.input.value) }));
  for (const { input } of [title, text, tags]) input.addEventListener("blur", () => void writer.now());
  const [looks, sends] = [() => void writer.refresh(), () => void writer.now()];
  addEventListener("focus", looks);
  addEventListener("online", sends);
  const close = (): void => {
    writer.stop();
    removeEventListener("focus", looks);
    removeEventListener("online", sends);
    hold.free();
  };
  house.beforeLeaving(() => soonEnough(writer.now()), close);
  let told = false;
  /** Files on their way come along first; what cannot be sent holds one up once. */
  const ready = async (): Promise<void> => {
    if ((await files.sent()) || told) {
      await files.leave();
      return house.go({ at: "notes" });
    }
    told = true;
    state.textContent = house.keepsDrafts() ? t("A file has not been sent. It waits, locked, on this device; press once more to go on without it.") : t("A file has not been sent. Send it again, or press once more to leave it out.");
    tell(state.textContent);
  };
  const begin = isEmpty(note) ? templates(kind, text.put, view.asked) : null;
  text.input.addEventListener("input", () => begin?.remove(), { once: true });
  state.textContent = start.base ? t("Saved, locked, on the server") : t("Nothing to save yet");
  if (unsent) says({ at: "here" });
  show(
    view.id !== null ? t("Writing") : kind === "journal" ? t("New entry") : t("New note"),
    h("p", { class: "hint" }, `${nameOf(space)} · ${readersOf(space)}`),
    emergencyNotice(space),
    beside,
    begin,
    h("div", { class: "card" }, h("div", { class: "cardbody" }, title.row, text.row, warned, tags.row, files.row, state)),
    h("div", { class: "actions" }, button(t("Ready"), () => void ready(), "btn")),
  );
  return {
    async handOver() {
      await writer.handOver();
      close();
    },
  };
}

const tagsIn = (words: string): string[] => [...new Set(words.split(",").map((tag) => tag.trim().normalize("NFC")).filter(Boolean))];

/** A server that does not answer keeps nobody from leaving: what was typed is kept here and sent later. */
async function soonEnough(done: Promise<void>): Promise<void> {
  await Promise.race([done, new Promise((resolve) => setTimeout(resolve, AT_LEAST))]);
}

