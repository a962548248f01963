/** Folded slips of paper, counted: with one device, and for those who have no locked notes. */

import { button, h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import type { OutSeen, OutWord } from "../../vault/worker/api";
import { lasting, line } from "../lists/parts";
import type { OutDesk } from "../tool";
import type { Proposal } from "./state";
import { slipsWords } from "./words";

export function slips(out: OutDesk, { id }: Proposal, { people }: OutSeen): HTMLElement {
  const one = (word: OutWord, words: string) => {
    const made = lasting(line(words, { id: `slips-${word}-${id}` }));
    made.input.inputMode = "numeric";
    return made;
  };
  const counts = { ok: one("ok", t("It may be given as it is")), change: one("change", t("I would like it changed first")), block: one("block", t("I do not want it given")) };
  const count = (word: OutWord): number => Number(counts[word].input.value.trim() || "0");
  const send = (): void => {
    const wrong = (["ok", "change", "block"] as const).find((word) => !Number.isSafeInteger(count(word)) || count(word) < 0 || count(word) > 200);
    if (wrong) return counts[wrong].fault(t("Write a number."));
    void out.count(id, { ok: count("ok"), change: count("change"), block: count("block") });
  };
  return h(
    "details",
    { class: "more", id: `slips-${id}` },
    h("summary", {}, t("Count slips of paper")),
    h("p", { class: "hint" }, t("Everyone in the room reads it, writes a slip and folds it. Shuffle the heap before you open the first one. Only the counts are kept, and only until it is decided."), " ", slipsWords(people)),
    ...Object.values(counts).map(({ row }) => row),
    h("div", { class: "actions" }, button(t("Save the counts"), send)),
  );
}
