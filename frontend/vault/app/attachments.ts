/** Files of a note on its page: added while writing, seen or saved while reading. */

import { type Attached } from "../worker/attached";
import { codeOf } from "../worker/calls";
import { button, h, tell } from "./dom";
import { verdictOn, wordsFor } from "./faults";
import type { House } from "./house";
import { bytes, t } from "./words";

/** A note that is being written, as its files need to know it. */
interface Written {
  space: string;
  id: string;
  files: Attached[];
  /** What to do when the files are others now; done once they are kept. */
  changed: () => Promise<void>;
}

export interface Attaching {
  row: HTMLElement;
  /** Whether all that was chosen is in the note, once no more is on its way. */
  sent: () => Promise<boolean>;
  /** Go without what could not be sent: on one's own device it waits there. */
  leave: () => Promise<void>;
}

/** The files of a note that is being written: a way to add, each with a way to take it out again. */
export function attaching(house: House, { space, id, files, changed }: Written): Attaching {
  const list = h("ul", { class: "rows" });
  const state = h("p", { class: "hint", role: "status" });
  const input = h("input", { type: "file", id: "file", multiple: true, class: "input" });
  const again = button(t("Send again"), () => next(sendAll), "btn2");
  const room = house.client.files;
  let waiting: { id: string; name: string }[] = [];
  let last = Promise.resolve();
  const next = (act: () => Promise<void>): void => void (last = last.then(act));
  again.hidden = true;

  const fill = (): void => {
    const lines = [
      ...files.map((file) => [`${file.name} · ${bytes(file.size)}`, file.id] as const),
      ...waiting.map((file) => [`${file.name} · ${t("not sent yet")}`, file.id] as const),
    ];
    list.replaceChildren(...lines.map(([words, file]) => h("li", { class: "row" }, h("span", {}, words), button(t("Take out"), () => void takeOut(file), "act"))));
    list.hidden = lines.length === 0;
  };
  const takeOut = async (file: string): Promise<void> => {
    const place = files.findIndex((one) => one.id === file);
    waiting = waiting.filter((one) => one.id !== file);
    if (place >= 0) files.splice(place, 1);
    again.hidden ||= waiting.length === 0;
    fill();
    if (place >= 0) void changed();
    await room.erase(file).catch(() => undefined); // swept later when there is no network
  };
  /** Seal what was chosen, then send; where the line breaks, sending goes on from the part that is missing. */
  const sendAll = async (): Promise<void> => {
    again.hidden = true;
    try {
      for (let file = waiting[0]; file; file = waiting[0]) {
        await sendOne(file);
        fill();
      }
      state.textContent = "";
    } catch (fault) {
      state.textContent = wordsFor(codeOf(fault));
      again.hidden = waiting.length === 0;
    }
  };
  const sendOne = async (file: { id: string; name: string }): Promise<void> => {
    const wanted = (): boolean => waiting.includes(file);
    for (let step = await room.send(file.id); step && wanted(); step = await room.send(file.id)) {
      state.textContent = t("Sending %(name)s: %(sent)s of %(parts)s", { name: file.name, ...step });
    }
    if (!wanted()) return;
    files.push(await room.sent(file.id));
    waiting = waiting.filter((one) => one !== file);
    await changed();
    await room.settled(file.id);
  };
  const chosen = async (): Promise<void> => {
    for (const file of input.files ?? []) {
      try {
        state.textContent = t("Locking %(name)s …", { name: file.name });
        waiting.push({ id: await room.take(space, id, file, house.keepsDrafts()), name: file.name });
        fill();
      } catch (fault) {
        state.textContent = wordsFor(codeOf(fault));
        return;
      }
    }
    input.value = "";
    await sendAll();
  };
  /** What was chosen before this page was opened. */
  const before = async (): Promise<void> => {
    const mine = (await room.waiting()).filter(({ note }) => note === id);
    for (const one of mine) if (files.some((file) => file.id === one.id)) await room.settled(one.id);
    waiting = mine.filter((one) => !files.some((file) => file.id === one.id));
    fill();
    if (waiting.length > 0) await sendAll();
  };
  input.addEventListener("change", () => next(chosen));

  fill();
  next(before);
  const row = h(
    "div",
    { class: "field" },
    h("label", { class: "label", for: "file" }, t("Add files or pictures")),
    h("p", { class: "hint" }, t("At most 20 MB each. A picture is made smaller, and where it was taken is left out."), " ", !house.keepsDrafts() && t("On a shared device a file that is not sent yet goes when the notes lock.")),
    input,
    state,
    again,
    list,
  );
  return {
    row,
    sent: () => last.then(() => waiting.length === 0),
    async leave() {
      if (!house.keepsDrafts()) for (const { id: file } of waiting) await room.erase(file).catch(() => undefined);
    },
  };
}

/** The files of a note that is read: pictures are shown when asked for, everything else is saved. */
export function attached(house: House, space: string, files: readonly Attached[]): HTMLElement | null {
  if (files.length === 0) return null;
  return h("section", { class: "card" }, h("div", { class: "cardbody" }, h("h2", {}, t("Files")), h("ul", { class: "rows" }, ...files.map((file) => row(house, space, file)))));
}

function row(house: House, space: string, file: Attached): HTMLElement {
  const line = h("li", { class: "row" }, h("span", {}, `${file.name} · ${bytes(file.size)}`));
  const get = async (): Promise<void> => {
    tell(t("Opening …"));
    try {
      const address = URL.createObjectURL(await house.client.files.fetch(space, file));
      if (file.picture) line.append(shownPicture(address, file.name));
      else save(address, file.name);
      tell("");
    } catch (fault) {
      line.append(h("p", { class: "error" }, verdictOn(codeOf(fault))));
    }
  };
  line.append(button(file.picture ? t("Show the picture") : t("Save to this device"), () => void get(), "act"));
  return line;
}

function shownPicture(address: string, name: string): HTMLElement {
  const picture = h("img", { src: address, alt: name, class: "picture" });
  picture.addEventListener("load", () => URL.revokeObjectURL(address));
  return picture;
}

function save(address: string, name: string): void {
  const link = h("a", { href: address, download: safeName(name) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A name that no system takes for a way elsewhere, or for a device of its own. */
export function safeName(name: string): string {
  const plain = name.normalize("NFC").replace(/[\p{C}/\\:*?"<>|]/gu, "_").replace(/^[.\s]+|[.\s]+$/g, "").slice(0, 120);
  return !plain || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain) ? `_${plain}` : plain;
}
