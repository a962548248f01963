/** What would be given, as the commissioner would see it, before anybody is asked. */

import { button, h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import { choice, group, line } from "../lists/parts";
import { sheetNodes } from "../printing/nodes";
import { sheetLines } from "../sheet-lines";
import type { Sheet } from "../sheet";
import type { Desk, Offer, OutDesk } from "../tool";
import { wordsOf } from "./answering";
import { cleaned, fits, type Mark, MARKS, proposed, type Releases, renamed, withdrawn } from "./state";
import { kindWords, markWords, publicNote } from "./words";

type Seen = { offer: Offer; sheet: Sheet; mark: Mark };
const open = new WeakMap<OutDesk, Seen>();

/** Show this one above everything else. */
export function previewing(out: OutDesk, offer: Offer): void {
  const mark: Mark = offer.what.kind === "quality" || offer.what.kind === "goal" ? "result" : "structural";
  open.set(out, { offer, sheet: cleaned(offer.what.sheet), mark });
}

export function preview(desk: Desk<Releases>, out: OutDesk): HTMLElement[] {
  const seen = open.get(out);
  if (!seen || !out.seen || !desk.mayWrite) return [];
  const { offer, mark } = seen;
  const sheet = cleaned(seen.sheet);
  const names = namesIn(sheet, desk.people);
  const close = (): void => {
    open.delete(out);
    desk.draw();
  };
  const act = async (): Promise<void> => {
    const id = desk.newId();
    const next = proposed(desk.state, { id, from: offer.from, kind: offer.what.kind, mark, salt: random(), sheet, on: desk.today() }, random());
    const one = next.proposals.find((found) => found.id === id);
    if (!one) return;
    desk.change(next, { draw: false });
    if (await out.propose(wordsOf(one), one.thing)) {
      open.delete(out);
      desk.tell(t("Proposed. Each one answers alone."));
      return desk.draw();
    }
    if (REFUSED.has(out.fault)) desk.change(withdrawn(desk.state, id));
    else close(); // it stands below, and can be asked again
  };
  const send = button(t("Ask the group"), () => void act(), "btn");
  send.id = "out-propose";
  const marks = MARKS.map((one) => choice(`mark-${one}`, markWords(one), mark === one, () => (open.set(out, { ...seen, mark: one }), desk.draw())));
  return [
    h(
      "section",
      { id: "out-preview", class: "out-preview stack", tabindex: "-1", "aria-label": t("As the commissioner would see it") },
      h("p", {}, h("span", { class: "badge badge-commissioner" }, t("The commissioner sees this only once it is given"))),
      h("div", { class: "out-sheet" }, ...sheetNodes(sheet, 3)),
      h("p", { class: "small" }, `${kindWords(offer.what.kind)}. ${markWords(mark)}.`),
      ...columns(desk, out, seen),
      names.length > 0 && h("p", { class: "notice" }, t("This looks like a name: %(names)s. Write a role in its place.", { names: names.join(", ") })),
      group(t("Why it may leave the room"), marks),
      publicNote(out.seen) && h("p", { class: "notice" }, publicNote(out.seen)),
      !fits(sheet) && h("p", { class: "error" }, t("This is too long to be given as one. Give it in parts.")),
      h("div", { class: "actions" }, fits(sheet) && out.seen.reader && send, button(t("Not this"), close)),
    ),
  ];
}

/** Refusals after which asking again would be refused again. */
const REFUSED = new Set(["overtaken", "ended", "nobody", "no-commissioner", "malformed"]);

/** A role may be written over each column, in place of a name. */
function columns(desk: Desk<Releases>, out: OutDesk, seen: Seen): HTMLElement[] {
  if (seen.offer.what.kind !== "role_map") return [];
  return seen.sheet.parts.flatMap(({ table }, part) =>
    (table?.head.slice(1) ?? []).map((words, at) => {
      const made = line(t("Column %(n)s", { n: at + 1 }), { id: `out-column-${part}-${at + 1}` });
      made.input.value = words;
      made.input.addEventListener("change", () => {
        const now = open.get(out) ?? seen;
        open.set(out, { ...now, sheet: renamed(now.sheet, part, at + 1, made.input.value) });
        desk.draw();
      });
      return made.row;
    }),
  );
}

/** Names of the process that stand in it as words of their own. */
function namesIn(sheet: Sheet, people: readonly string[]): string[] {
  const words = new Set([sheet.title, ...sheetLines(sheet)].join(" ").toLocaleLowerCase().split(/[^\p{L}-]+/u));
  return people.filter((name) => name.toLocaleLowerCase().split(/[^\p{L}-]+/u).some((part) => part.length > 2 && words.has(part)));
}

const random = (): string => [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
