/** Bringing in notes that were kept elsewhere: read in this browser, looked at, then sealed under their own day. */

import { codeOf } from "../../worker/calls";
import type { SpaceShown } from "../../worker/rooms/circles";
import { LARGEST, type OldNote, readFile, readText } from "../../old-notes/reading";
import { nameOf, readersOf } from "../circle";
import { button, type Field, field, h, show, tell } from "../dom";
import { emergencyNotice } from "../emergency";
import { wordsFor } from "../faults";
import type { House, View } from "../house";
import { rendered } from "../markdown";
import { t, tn } from "../words";
import { warningRow, warningsFor } from "../warnings";

const MOST = 200; // files at a time
/** What was dropped on the way here: handed over in memory, for the browser's history must not hold it. */
let dropped: readonly File[] = [];

/** Take what was dropped to the page that shows it. */
export function bringHere(house: House, space: string, files: readonly File[]): Promise<void> {
  dropped = files;
  return house.go({ at: "import", space });
}

interface Row {
  element: HTMLElement;
  note: () => OldNote;
  fault: (words: string) => void;
}

export async function bringing(house: House, view: Extract<View, { at: "import" }>): Promise<void> {
  const space = await house.client.circles.open(view.space);
  const rows = new Set<Row>();
  const list = h("div", { class: "stack", id: "brought" });
  const troubles = h("div", { class: "stack", role: "status" });
  const seal = button("", () => void sealAll(), "btn");
  const count = (): void => {
    seal.textContent = tn("Lock it and keep it here", "Lock these %(n)s and keep them here", rows.size);
    seal.hidden = rows.size === 0;
  };
  const add = (note: OldNote): void => {
    const row = rowOf(space, note, () => { rows.delete(row); row.element.remove(); count(); });
    rows.add(row);
    list.append(row.element);
    count();
  };
  const take = async (files: readonly File[]): Promise<void> => {
    troubles.replaceChildren();
    for (const file of files.slice(0, MOST)) {
      const read = file.size > LARGEST ? "import-large" : readFile({ name: file.name, changed: today(file.lastModified), bytes: new Uint8Array(await file.arrayBuffer()) });
      if (typeof read === "string") troubles.append(h("p", { class: "error" }, `${file.name}: ${wordsFor(read)}`));
      else add(read);
    }
    if (files.length > MOST) troubles.append(h("p", { class: "error" }, t("Only the first %(n)s files were taken; bring the rest afterwards.", { n: MOST })));
    if (rows.size > 0) tell(tn("One note to look at", "%(n)s notes to look at", rows.size));
  };
  const sealAll = async (): Promise<void> => {
    seal.disabled = true;
    for (const row of [...rows]) {
      const { title, text, day } = row.note();
      const kind = space.kind === "journal" ? "journal" : "note";
      try {
        await house.client.documents.save(space.id, crypto.randomUUID(), kind, { v: 1, title, text }, null, title, day);
        rows.delete(row);
        row.element.remove();
      } catch (fault) {
        row.fault(wordsFor(codeOf(fault)));
      }
    }
    seal.disabled = false;
    count();
    if (rows.size === 0) await house.go({ at: "notes" });
  };

  const files = h("input", { id: "files", type: "file", class: "input", accept: ".txt,.md,.docx", multiple: true });
  files.addEventListener("change", () => { void take([...(files.files ?? [])]); files.value = ""; });
  const pasted = field(t("Or paste a text"), { id: "pasted", long: true });
  pasted.input.setAttribute("rows", "4");
  const takePasted = (): void => {
    const read = readText(pasted.input.value, { name: t("Old note"), changed: today() });
    pasted.fault(typeof read === "string" ? t("Paste a text first.") : "");
    if (typeof read === "string") return;
    pasted.input.value = "";
    add(read);
  };
  show(
    t("Bring in old notes"),
    h("p", { class: "hint" }, `${nameOf(space)} · ${readersOf(space)}`),
    emergencyNotice(space),
    h(
      "div",
      { class: "card", ...dropping((given) => void take(given)) },
      h(
        "div",
        { class: "cardbody" },
        h("p", {}, t("They are read and locked in your browser; the files themselves are sent nowhere.")),
        h("div", { class: "field" }, h("label", { class: "label", for: "files" }, t("Choose files, or drop them here")), h("p", { class: "hint" }, t(".txt, .md or .docx, at most 2 MB each. Pictures stay out.")), files),
        pasted.row,
        h("div", { class: "actions" }, button(t("Take the pasted text"), takePasted, "btn2")),
      ),
    ),
    troubles,
    list,
    h("div", { class: "actions" }, seal, button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2")),
  );
  count();
  const given = dropped;
  dropped = [];
  if (given.length > 0) await take(given);
}

/** What lets files be dropped on an element. */
export function dropping(take: (files: File[]) => void): Record<string, (event: Event) => void> {
  const carries = (event: Event): DataTransfer | null => {
    const { dataTransfer } = event as DragEvent;
    return dataTransfer?.types.includes("Files") ? dataTransfer : null;
  };
  return {
    ondragover: (event) => { if (carries(event)) event.preventDefault(); },
    ondrop: (event) => {
      const carried = carries(event);
      if (!carried) return;
      event.preventDefault();
      take([...carried.files]);
    },
  };
}

let numbered = 0;

function rowOf(space: SpaceShown, note: OldNote, leaveOut: () => void): Row {
  numbered += 1;
  const id = `old-${numbered}`;
  const title: Field = field(t("Title"), { id: `${id}-title` });
  title.input.value = note.title;
  const day = h("input", { id: `${id}-day`, type: "date", class: "input", autocomplete: "off", value: note.day, max: today() });
  const element = h(
    "section",
    { class: "card", "aria-label": note.title },
    h(
      "div",
      { class: "cardbody" },
      title.row,
      h("div", { class: "field" }, h("label", { class: "label", for: `${id}-day` }, t("Written on")), day),
      warningRow(warningsFor(note.text, { names: space.readers, leaves: space.kind === "group" || space.kind === "pair" })),
      h("details", { class: "more" }, h("summary", {}, t("Look at the text")), rendered(note.text)),
      h("div", { class: "actions" }, button(t("Leave this out"), leaveOut, "btnghost")),
    ),
  );
  return {
    element,
    note: () => ({ title: title.input.value.trim(), text: note.text, day: day.value || note.day }),
    fault: title.fault,
  };
}

/** A moment's day where this browser is, ISO. */
function today(at = Date.now()): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 10);
}
