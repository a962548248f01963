/** Looking at a requirement again: met, in part or not, a word of why, and when next. */

import { button, h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import { area, lasting, warnings } from "../lists/parts";
import type { Desk } from "../tool";
import { typed, untick } from "../typed";
import { dateField, remind } from "./day";
import { type Level, LEVELS, type Quality, type Requirement, reviewed } from "./state";
import { levelWords } from "./words";

export function reviewing(desk: Desk<Quality>, one: Requirement): Node[] {
  const today = desk.today();
  const id = (name: string): string => `${one.id}-look-${name}`;
  const ticked = (level: Level): boolean => (document.getElementById(id(level)) as HTMLInputElement | null)?.checked ?? false;
  const radios = LEVELS.map((level) => h("label", { class: "segment" }, h("input", { type: "radio", id: id(level), name: id("level"), value: level, checked: ticked(level) }), levelWords(level)));
  const error = h("p", { class: "error", id: id("error"), role: "alert" });
  const word = lasting(area(t("A word of why"), { id: id("word"), hint: t("What helped, what stood in the way. No names.") }));
  word.row.append(warnings(desk, word.input));
  const next = dateField(id("next"), typed(id("next")) ?? (one.review > today ? one.review : ""));
  const save = button(t("Save how it has been"), () => {
    const level = LEVELS.find(ticked);
    if (!level) {
      error.textContent = t("Choose how it has been first.");
      return document.getElementById(id("met"))?.focus();
    }
    const review = { on: today, level, word: word.input.value };
    word.input.value = "";
    untick(...LEVELS.map(id));
    document.getElementById(`${one.id}-looking-by`)?.setAttribute("aria-expanded", "false");
    desk.change(reviewed(desk.state, one.id, review, next.input.value));
    remind(desk, one.id, next.input.value);
    desk.tell(t("Saved: %(level)s", { level: levelWords(level) }));
    document.getElementById(`${one.id}-looking-by`)?.focus();
  });
  save.id = id("save");
  return [h("fieldset", { class: "field" }, h("legend", { class: "legend" }, t("How has it been?")), error, h("div", { class: "segments" }, ...radios)), word.row, next.row, h("div", { class: "actions" }, save)];
}
