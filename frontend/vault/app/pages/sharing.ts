/**
 * Sharing out: a copy by hand of a part of what is one's own, into a circle, signed. The original stays where it is.
 *
 * First the parts are picked; then stands in two fields, to the letter, what leaves. Nothing leaves before that was seen.
 */

import type { Note } from "../../drafts/note";
import { codeOf } from "../../worker/calls";
import type { SpaceShown } from "../../worker/rooms/circles";
import { nameOf, readersOf } from "../circle";
import { button, card, field, h, onceAtATime, show, tell } from "../dom";
import { emergencyNotice } from "../emergency";
import { wordsFor } from "../faults";
import type { House, View } from "../house";
import { warningRow, warningsFor, withInitials } from "../warnings";
import { t } from "../words";
import { kindIn } from "./reading";

interface Sharing {
  note: Note;
  circles: readonly SpaceShown[];
  back: () => HTMLElement;
}

export async function sharing(house: House, view: Extract<View, { at: "share" }>): Promise<void> {
  const from = await house.client.circles.here(view.space);
  const { note } = await house.client.outbox.look(from.id, view.id, kindIn(from));
  const { spaces } = await house.client.circles.mine();
  const others = spaces.filter(({ kind, id }) => id !== from.id && (kind === "group" || kind === "pair"));
  const opened = await Promise.all(others.map(({ id }) => house.client.circles.open(id).catch(() => null))); // one that does not open holds up no other
  const circles = opened.filter((one) => one !== null);
  const back = (): HTMLElement => button(t("Back to the note"), () => void house.go({ at: "read", space: view.space, id: view.id }), "btn2");
  if (circles.length === 0) {
    show(t("Share a copy"), h("p", {}, t("You are in no circle with others yet.")), h("div", { class: "actions" }, back()));
    return;
  }
  picking(house, { note, circles, back });
}

const partsOf = (text: string): string[] => text.split(/\n{2,}/).filter((part) => part.trim());

function picking(house: House, given: Sharing): void {
  const parts = partsOf(given.note.text);
  if (parts.length < 2) return seeing(house, given, given.note.text);
  const boxes = parts.map((part, place) => {
    const box = h("input", { type: "checkbox", id: `part-${place}`, autocomplete: "off" });
    return { box, part, row: h("label", { class: "choice", for: `part-${place}` }, box, h("span", { class: "part" }, part)) };
  });
  const problem = h("p", { class: "error", role: "alert", hidden: true }, t("Pick at least one part."));
  for (const { box } of boxes) box.addEventListener("change", () => (problem.hidden = true));
  const look = (): void => {
    const picked = boxes.filter(({ box }) => box.checked).map(({ part }) => part);
    problem.hidden = picked.length > 0;
    if (picked.length > 0) seeing(house, given, picked.join("\n\n"), () => picking(house, given));
    else boxes[0]?.box.focus();
  };
  show(
    t("Share a copy"),
    h("p", {}, t("Pick what others may read. The rest stays yours alone, and so does the original.")),
    h(
      "form",
      { class: "card", onsubmit: (event) => { event.preventDefault(); look(); } },
      h(
        "div",
        { class: "cardbody" },
        h("fieldset", { class: "field" }, h("legend", { class: "legend" }, t("Parts of the note")), problem, h("div", { class: "choices choices--framed" }, ...boxes.map(({ row }) => row))),
        h("div", { class: "actions" }, h("button", { type: "submit", class: "btn" }, t("See what leaves")), given.back()),
      ),
    ),
  );
}

function seeing(house: House, given: Sharing, picked: string, again?: () => void): void {
  const { circles, note } = given;
  const title = field(t("Title"), { id: "share-title" });
  const text = field(t("What leaves"), { id: "share-text", long: true, hint: t("Exactly this and the title. You can still change both.") });
  [title.input.value, text.input.value] = [note.title, picked];
  const warned = h("div", { role: "status" });
  const names = [...new Set(circles.flatMap((circle) => circle.names))];
  const warn = (): void => {
    const of = (words: string): ReturnType<typeof warningsFor> => warningsFor(words, { names, leaves: true });
    const toInitials = (): void => {
      for (const { input } of [title, text]) input.value = withInitials(input.value, of(input.value));
      warn();
      text.input.focus();
    };
    const found = [...of(title.input.value), ...of(text.input.value)];
    warned.replaceChildren(...(found.length > 0 ? [warningRow(found, toInitials)] : []));
  };
  for (const { input } of [title, text]) input.addEventListener("input", warn);
  warn();
  const share = onceAtATime(async (space: string): Promise<void> => {
    text.fault(text.input.value.trim() ? "" : wordsFor("nothing-written"));
    if (!text.input.value.trim()) return;
    try {
      const id = crypto.randomUUID();
      await house.client.documents.save(space, id, "note", { v: 1, title: title.input.value, text: text.input.value }, null, title.input.value);
      await house.go({ at: "read", space, id });
      tell(t("Shared. The original is as it was."));
    } catch (fault) {
      text.fault(wordsFor(codeOf(fault)));
    }
  });
  show(
    t("This leaves"),
    h("div", { class: "card" }, h("div", { class: "cardbody" }, title.row, text.row, warned, note.files.length > 0 && h("p", { class: "hint" }, t("Attachments do not go along.")))),
    ...circles.map((circle) =>
      card(
        nameOf(circle),
        h("p", {}, readersOf(circle)),
        emergencyNotice(circle),
        h("p", { class: "hint" }, t("It is signed with your name, and a copy cannot be taken back from those who have seen it.")),
        button(t("Share here: %(name)s", { name: nameOf(circle) }), () => void share(circle.id), circles.length > 1 ? "btn2" : "btn"),
      ),
    ),
    h("div", { class: "actions" }, again && button(t("Pick again"), again, "btn2"), given.back()),
  );
}
