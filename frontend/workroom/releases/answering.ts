/** A word about a proposal, said alone: ok, change, block. It may be changed until it is decided. */

import { button, h } from "../../vault/app/dom";
import { day, t } from "../../vault/app/words";
import type { OutRow, OutWord } from "../../vault/worker/api";
import type { OutWords } from "../../vault/worker/rooms/out";
import { radio } from "../room/radio";
import type { Desk, OutDesk } from "../tool";
import type { Proposal, Releases } from "./state";
import { publicNote, rules } from "./words";

export const wordsOf = ({ id, kind, mark, salt, sheet }: Proposal): OutWords => ({ id, kind, mark, salt, sheet });

export function answering(desk: Desk<Releases>, out: OutDesk, one: Proposal, row: OutRow): HTMLElement | null {
  if (row.word === null || !out.seen) return null;
  const note = publicNote(out.seen);
  let chosen: OutWord | "" = checkedIn(one.id) || row.word;
  const choice = (word: OutWord, words: string): HTMLElement => radio(`word-${one.id}`, word, words, chosen === word, () => (chosen = word));
  const say = async (): Promise<void> => {
    if (!chosen) return desk.tell(t("Choose one of the three first."));
    if (await out.say(wordsOf(one), chosen)) desk.tell(t("Your word is kept. Nobody sees it."));
  };
  const send = button(row.word ? t("Change my word") : t("Say this"), () => void say(), "btn");
  send.id = `say-${one.id}`;
  return h(
    "div",
    { class: "stack out-answer" },
    note && h("p", { class: "notice" }, note),
    h("ul", { class: "sheetlist small" }, ...rules(row, out.seen.people).map((rule) => h("li", {}, rule))),
    h(
      "fieldset",
      { class: "field" },
      h("legend", { class: "label" }, t("Your word, seen by you alone")),
      choice("ok", t("It may be given as it is")),
      choice("change", t("I would like it changed first")),
      choice("block", t("I do not want it given")),
    ),
    h("p", { class: "hint" }, t("What should be changed is not written here: it would tell whose wish it is. Take it up in the next meeting.")),
    row.word && h("p", { class: "small" }, t("You have answered. You can change your word until %(day)s, unless it is decided before.", { day: day(row.lastDay) })),
    h("div", { class: "actions" }, send),
  );
}

/** What was chosen and not sent yet stays over a redraw. */
function checkedIn(id: string): OutWord | "" {
  const found = document.querySelector<HTMLInputElement>(`input[name="word-${CSS.escape(id)}"]:checked`);
  return (found?.value as OutWord | undefined) ?? "";
}
