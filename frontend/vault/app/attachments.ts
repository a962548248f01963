/** Files of a note on its page: added while writing, seen or saved while reading. */

import { type Attached } from "../worker/attached";
import { codeOf } from "../worker/calls";
import { button, h, tell } from "./dom";
import { verdictOn, wordsFor } from "./faults";
import type { House } from "./house";
import { bytes, t } from "./words";

/** The files of a note that is being written: a way to add, each with a way to take it out again. */
export function attaching(house: House, space: string, files: Attached[], changed: () => void): { row: HTMLElement; sent: () => Promise<boolean> } {
  const list = h("ul", { class: "rows" });
  const state = h("p", { class: "hint", role: "status" });
  const input = h("input", { type: "file", id: "file", multiple: true, class: "input" });
  const again = button(t("Send again"), () => void (last = last.then(sendAll)), "btn2");
  const waiting: { id: string; name: string }[] = [];
  let last = Promise.resolve();
  again.hidden = true;

  const fill = (): void => {
    list.replaceChildren(...files.map((file) => h("li", { class: "row" }, h("span", {}, `${file.name} · ${bytes(file.size)}`), button(t("Take out"), () => void takeOut(file), "act"))));
    list.hidden = files.length === 0;
  };
  const takeOut = async (file: Attached): Promise<void> => {
    files.splice(files.indexOf(file), 1);
    fill();
    changed();
    await house.client.files.erase(file.id).catch(() => undefined); // swept later when there is no network
  };
  /** Seal what was chosen, then send; where the line breaks, sending goes on from the part that is missing. */
  const sendAll = async (): Promise<void> => {
    again.hidden = true;
    try {
      for (let next = waiting[0]; next; next = waiting[0]) {
        for (let step = await house.client.files.send(next.id); step; step = await house.client.files.send(next.id)) {
          state.textContent = t("Sending %(name)s: %(sent)s of %(parts)s", { name: next.name, ...step });
        }
        files.push(await house.client.files.sent(next.id));
        waiting.shift();
        fill();
        changed();
      }
      state.textContent = "";
    } catch (fault) {
      state.textContent = wordsFor(codeOf(fault));
      again.hidden = false;
    }
  };
  const chosen = async (): Promise<void> => {
    for (const file of input.files ?? []) {
      try {
        state.textContent = t("Locking %(name)s …", { name: file.name });
        waiting.push({ id: (await house.client.files.take(space, file)).id, name: file.name });
      } catch (fault) {
        state.textContent = wordsFor(codeOf(fault));
        return;
      }
    }
    input.value = "";
    await sendAll();
  };
  input.addEventListener("change", () => (last = last.then(chosen)));

  fill();
  const row = h(
    "div",
    { class: "field" },
    h("label", { class: "label", for: "file" }, t("Add files or pictures")),
    h("p", { class: "hint" }, t("At most 20 MB each. A picture is made smaller, and where it was taken is left out.")),
    input,
    state,
    again,
    list,
  );
  /** Whether all that was chosen is in the note, once no more is on its way. */
  return { row, sent: () => last.then(() => waiting.length === 0) };
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
