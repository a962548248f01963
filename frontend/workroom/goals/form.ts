/** Writing a goal: its words, how one knows, and its levels, five of them or only the start and what is expected. */

import { button, field, h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import { clear, typed } from "../typed";
import { faultIn, LEVELS, newWords, SCOPES, type Words } from "./state";
import { common, scopeWords, signed } from "./words";

const at = (id: string, which: string): string => `goal-${id}-${which}`;
const levelAt = (id: string, level: number): string => at(id, `level${level}`);

/** `id` names the form: a goal's, or "new". `kept` takes the words once they are whole. */
export function goalForm(id: string, goal: Words | null, { draw, keep }: { draw: () => void; keep: (words: Words) => void }): HTMLElement {
  const words = wordsAt(id, goal ?? newWords());
  const text = (which: string, label: string, value: string, hint = ""): ReturnType<typeof field> => {
    const made = field(label, { id: which, ...(hint && { hint }) });
    made.input.value = value;
    made.input.setAttribute("maxlength", "300");
    return made;
  };
  const wording = text(at(id, "wording"), t("What do we aim at?"), words.wording, t("In the group's own words. No names, no cases that can be recognised."));
  const levels = words.light
    ? [text(at(id, "begin"), t("How is it now?"), words.begin), text(levelAt(id, 0), t("What do we expect?"), words.levels[2] ?? "", t("Realistic, and something that can be seen."))]
    : [...LEVELS].reverse().map((level) => text(levelAt(id, level), levelName(level), words.levels[level + 2] ?? ""));
  const problem = h("p", { class: "error", role: "alert", hidden: true });
  const save = (): void => {
    const now = wordsAt(id, goal ?? newWords());
    const fault = faultIn(now);
    if (fault === "wording") return wording.fault(t("Write what you aim at."));
    problem.hidden = fault === null;
    problem.textContent = fault === "levels" ? t("Write all of the levels, or none of them yet.") : t("A goal in words starts from −1 or −2.");
    if (fault) return;
    if (!goal) clear(...[wording, ...levels].map(({ input }) => input.id), at(id, "indicator"));
    keep(now);
  };
  return h(
    "form",
    { class: "goalform", novalidate: true, onsubmit: (event) => { event.preventDefault(); save(); } },
    wording.row,
    text(at(id, "indicator"), t("How do we know?"), words.indicator, t("One thing that can be seen or counted.")).row,
    chosen(at(id, "scope"), t("Whose goal is it?"), SCOPES.map((scope) => [scope, scopeWords(scope)]), words.scope),
    chosen(at(id, "scale"), t("Levels in words"), [["light", t("the start and what is expected")], ["five", t("five levels, each in words")]], words.light ? "light" : "five", draw),
    ...levels.map(({ row }) => row),
    chosen(at(id, "start"), t("From where do we start?"), (words.light ? [-1, -2] : [-2, -1, 0, 1, 2]).map((level) => [String(level), levelName(level)]), String(words.start ?? -1)),
    problem,
    h("div", { class: "formactions" }, h("button", { type: "submit", class: "btn2", id: at(id, "save") }, goal ? t("Keep the words") : t("Add the goal")), !goal && button(t("Empty the fields"), () => { clear(...[wording, ...levels].map(({ input }) => input.id), at(id, "indicator")); draw(); }, "btnghost")),
  );
}

const levelName = (level: number): string => `${signed(level)} · ${common(level)}`;

/** A list to choose one of. */
export function chosen(id: string, label: string, choices: readonly (readonly [string, string])[], value: string, changed?: () => void): HTMLElement {
  const select = h("select", { class: "input", id }, ...choices.map(([key, words]) => h("option", { value: key, selected: key === value }, words)));
  if (changed) select.addEventListener("change", changed);
  return h("div", { class: "field" }, h("label", { class: "label", for: id }, label), select);
}

/** What stands in the form now; before it is on the page, the words that are kept. */
function wordsAt(id: string, words: Words): Words {
  const scale = typed(at(id, "scale")) || (words.light ? "light" : "five");
  const light = scale === "light";
  const start = typed(at(id, "start"));
  return {
    wording: typed(at(id, "wording")) ?? words.wording,
    indicator: typed(at(id, "indicator")) ?? words.indicator,
    scope: (typed(at(id, "scope")) || words.scope) as Words["scope"],
    light,
    levels: LEVELS.map((level) => (light && level !== 0 ? "" : (typed(levelAt(id, level)) ?? words.levels[level + 2] ?? ""))),
    begin: light ? (typed(at(id, "begin")) ?? words.begin) : "",
    start: start ? Number(start) : words.start,
  };
}
