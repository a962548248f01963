/** Files beside a note: photos are shown, everything else is only ever saved to the reader's own disk. */

import type { FileRef } from "../drafts/note";
import type { Standing } from "../drafts/writer";
import { codeOf } from "../worker/calls";
import { button, h } from "./dom";
import { wordsFor } from "./faults";
import { safeName } from "./file-name";
import type { House } from "./house";
import { t } from "./words";

const PHOTOS = ["image/webp", "image/jpeg"];
const AGAIN = 5000; // ms before a sending that was cut off goes on

/** The files of a note that is read. Photos come as they arrive; the page does not wait for them. */
export function attachments(house: House, space: string, files: readonly FileRef[]): HTMLElement | null {
  if (files.length === 0) return null;
  return h("ul", { class: "files", "aria-label": t("Attachments") }, ...files.map((file) => shown(house, space, file)));
}

function shown(house: House, space: string, file: FileRef): HTMLElement {
  const row = h("li", { class: "file" });
  row.append(saving(house, space, file, row));
  if (PHOTOS.includes(file.type)) void showPhoto(house, space, file, row);
  return row;
}

async function showPhoto(house: House, space: string, file: FileRef, row: HTMLElement): Promise<void> {
  try {
    const address = URL.createObjectURL(await house.client.files.fetch(space, file));
    const release = (): void => URL.revokeObjectURL(address);
    row.prepend(h("img", { src: address, alt: safeName(file.name), class: "photo", onload: release, onerror: release }));
  } catch (fault) {
    refuse(row, fault);
  }
}

function refuse(row: HTMLElement, fault: unknown): void {
  row.querySelector(".error")?.remove();
  row.prepend(h("p", { class: "error", role: "alert" }, wordsFor(codeOf(fault))));
}

function saving(house: House, space: string, file: FileRef, row: HTMLElement): HTMLElement {
  const save = async (): Promise<void> => {
    try {
      const plain = await house.client.files.fetch(space, file);
      const address = URL.createObjectURL(new Blob([plain], { type: "application/octet-stream" }));
      h("a", { href: address, download: savedName(file) }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (fault) {
      refuse(row, fault);
    }
  };
  const [name, size] = [safeName(file.name), sizeOf(file.size)];
  return button(t("Save to this device: %(name)s (%(size)s)", { name, size }), () => void save(), "act");
}

/** A photo was drawn anew, so its name gets the ending of what it is now. */
function savedName({ name, type }: FileRef): string {
  const ending = PHOTOS.includes(type) ? `.${type.slice("image/".length).replace("jpeg", "jpg")}` : "";
  return ending ? safeName(name.replace(/\.[^.]*$/, "")) + ending : safeName(name);
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1).replace(".", ",")} MB`;
}

/** The files of a note that is written: add one, take one away. */
export function attaching(
  house: House,
  space: string,
  now: () => FileRef[],
  changed: (files: FileRef[]) => void,
  says: (standing: Standing) => void,
): HTMLElement {
  const list = h("ul", { class: "files", "aria-label": t("Attachments") });
  const row = (file: FileRef): HTMLElement => {
    const name = safeName(file.name);
    return h("li", { class: "file" }, h("bdi", {}, name), ` (${sizeOf(file.size)}) `, button(t("Take away: %(name)s", { name }), () => take(file), "act"));
  };
  const fill = (): void => {
    list.hidden = now().length === 0;
    list.replaceChildren(...now().map(row));
  };
  const take = (file: FileRef): void => {
    changed(now().filter(({ id }) => id !== file.id));
    fill();
  };
  const state = h("p", { class: "hint", role: "status" });
  const input = h("input", { type: "file", id: "attach", class: "input", multiple: true, autocomplete: "off" });
  const add = async (file: File): Promise<void> => {
    const name = safeName(file.name);
    try {
      state.textContent = t("Locking: %(name)s", { name });
      const ref = await house.client.files.prepare(space, file, file.name);
      await sent(house, ref, (done, all) => {
        state.textContent = t("Sending, locked: %(name)s, part %(done)s of %(all)s", { name, done, all });
      });
      changed([...now(), ref]);
      fill();
      state.textContent = t("Attached: %(name)s", { name });
    } catch (fault) {
      state.textContent = `${name}: ${wordsFor(codeOf(fault))}`;
      says({ at: "waiting", code: codeOf(fault), here: house.keepsDrafts() });
    }
  };
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    input.value = "";
    void files.reduce((before, file) => before.then(() => add(file)), Promise.resolve());
  });
  fill();
  return h("div", { class: "field" },
    h("label", { class: "label", for: "attach" }, t("Attachments")),
    h("p", { class: "hint" }, t("Photos and other files, 20 MB each at most. They are locked here, with their names; where a photo was taken is taken out of it.")),
    list, input, state);
}

/** Send part by part; a lost connection is waited for, and what has arrived is not sent again. */
async function sent(house: House, ref: FileRef, told: (done: number, all: number) => void): Promise<void> {
  const all = Math.ceil(ref.sealed / (1 << 20));
  let left = all;
  while (left > 0) {
    told(all - left + 1, all);
    try {
      left = await house.client.files.sendNext(ref.id);
    } catch (fault) {
      if (codeOf(fault) !== "offline") throw fault;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, AGAIN);
        addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
      });
      left = await house.client.files.resume(ref.id).catch(() => left);
    }
  }
}
