/** The solutions board on the leader's screen: problems, what could be done, and above them the search for what worked. */

import { button, h } from "../../vault/app/dom";
import { day, t, tn } from "../../vault/app/words";
import { area, asking, choice, further, group, lasting, line, made, toggle, warnings } from "../lists/parts";
import type { Desk } from "../tool";
import { found, SHOWN } from "./finding";
import { came, changed, type Option, OUTCOMES, type Outcome, type Problem, reworded, type Solutions, withOption, without, withProblem } from "./state";

export const outcomeWords = (outcome: Outcome): string =>
  ({ idea: t("not tried yet"), tried: t("being tried"), worked: t("worked"), partly: t("worked in part"), not: t("did not work") })[outcome];

const shownWords = (): Record<string, string> => ({ all: t("All"), works: t("What worked"), tried: t("Being tried"), not: t("Did not work"), idea: t("Not tried yet") });

export function solutionsPage(desk: Desk<Solutions>): Node[] {
  const { problems } = desk.state;
  const cards = problems.map((problem) => problemCard(problem, desk));
  const begin = desk.mayWrite ? [beginning(desk)] : [];
  return problems.length > 0 ? [finding(desk.state, cards), ...begin, ...cards] : begin;
}

/** What is looked for stays in the field alone; it hides what does not fit, and nothing of it is kept. */
function finding(state: Solutions, cards: readonly HTMLElement[]): HTMLElement {
  const sought = lasting(line(t("Look for what was learnt"), { id: "find" }));
  const said = h("p", { class: "small", role: "status", id: "found" });
  const chosen = Object.keys(SHOWN).find((kind) => document.getElementById(`shown-${kind}`)?.ariaPressed === "true") ?? "all";
  const kinds = Object.entries(shownWords()).map(([kind, words]) => choice(`shown-${kind}`, words, kind === chosen, () => look(kind)));
  let shown = chosen;
  const look = (kind: string): void => {
    shown = kind;
    for (const one of kinds) one.ariaPressed = String(one.id === `shown-${kind}`);
    const ids = found(state, sought.input.value, kind);
    const rows = cards.flatMap((card) => [card, ...card.querySelectorAll<HTMLElement>("[data-option]")]);
    for (const row of rows) row.hidden = !ids.has(row.dataset["option"] ?? row.dataset["problem"] ?? "");
    const options = state.problems.flatMap((problem) => problem.options).filter(({ id }) => ids.has(id)).length;
    said.textContent = kind === "all" && !sought.input.value.trim() ? "" : tn("%(n)s way found.", "%(n)s ways found.", options);
  };
  sought.input.addEventListener("input", () => look(shown));
  look(chosen);
  return h("section", { class: "card boardcard" }, h("div", { class: "cardbody" }, h("h3", { class: "vh" }, t("Look for")), sought.row, group(t("Show"), kinds), said));
}

function beginning(desk: Desk<Solutions>): HTMLElement {
  const problem = lasting(line(t("A new problem"), { id: "new-problem", hint: t("What should be solved? No names, no cases that can be recognised.") }));
  const begin = (): void => {
    const words = problem.input.value;
    if (!words.trim()) return problem.input.focus();
    problem.input.value = "";
    desk.change(withProblem(desk.state, desk.newId(), words));
  };
  return h("section", { class: "card boardcard" }, h("form", { class: "cardbody", onsubmit: (event) => (event.preventDefault(), begin()) }, problem.row, h("div", { class: "actions" }, h("button", { class: "btn2", type: "submit" }, t("Put it on the board")))));
}

function problemCard(problem: Problem, desk: Desk<Solutions>): HTMLElement {
  const { id, words, options } = problem;
  const panel = desk.mayWrite ? h("div", { id: `${id}-open`, class: "lists-open" }, ...ofProblem(problem, desk)) : null;
  return h(
    "section",
    { class: "card boardcard", "data-problem": id },
    h(
      "div",
      { class: "cardbody" },
      h("div", { class: "cardhead" }, h("h3", {}, words), panel && toggle(panel, t("Change"), words, desk.draw)),
      panel,
      options.length > 0 ? h("ul", { class: "rows" }, ...options.map((option) => optionRow(option, desk))) : h("p", { class: "hint" }, t("No ways yet. Gather a few before you weigh them.")),
      desk.mayWrite && adding(problem, desk),
      askingAbout(problem, desk),
    ),
  );
}

/** One question at a time is on the phones: what they answer becomes ways of this problem. */
function askingAbout({ id, words }: Problem, desk: Desk<Solutions>): HTMLElement | null {
  const here = desk.asking && desk.state.asked === id;
  const ask = (on: boolean): void => {
    if (on) desk.change({ ...desk.state, asked: id }, { draw: false });
    desk.askPhones(on);
  };
  return asking({ ...desk, asking: here, askPhones: ask }, t("Ask for ways on the phones"), { id: `${id}-ask`, about: words });
}

function ofProblem({ id, words }: Problem, desk: Desk<Solutions>): Node[] {
  const written = area(t("In words"), { id: `${id}-words` });
  written.input.value = words;
  written.input.addEventListener("input", () => written.input.value.trim() && desk.change(reworded(desk.state, id, written.input.value), { draw: false }));
  written.row.append(warnings(desk, written.input));
  const away = button(t("Take away the problem and its ways"), () => desk.change(without(desk.state, id)), "act");
  return [written.row, h("div", { class: "actions" }, away)];
}

function adding({ id, words }: Problem, desk: Desk<Solutions>): HTMLElement {
  const way = lasting(line(t("A way to solve it"), { id: `${id}-way` }));
  const add = (): void => {
    const written = way.input.value;
    if (!written.trim()) return way.input.focus();
    way.input.value = "";
    desk.change(withOption(desk.state, id, desk.newId(), written));
  };
  const press = h("button", { class: "btn2", type: "submit", "aria-label": t("Add: %(list)s", { list: words }) }, t("Add"));
  return h("form", { class: "lists-add", onsubmit: (event) => (event.preventDefault(), add()) }, way.row, press);
}

function optionRow(option: Option, desk: Desk<Solutions>): HTMLElement {
  const panel = desk.mayWrite ? h("div", { id: `${option.id}-open`, class: "lists-open" }, ...ofOption(option, desk)) : null;
  const said = (name: string, text: string): HTMLElement | "" => text && h("p", { class: "small solutions-said" }, h("span", { class: "strong" }, `${name}: `), text);
  return h(
    "li",
    { class: "row lists-item", "data-option": option.id },
    h(
      "div",
      { class: "solutions-way" },
      h("p", { class: "rowt" }, option.words),
      h("p", {}, h("span", { class: `badge solutions-${option.outcome}` }, outcomeWords(option.outcome)), option.on && h("span", { class: "small" }, ` ${day(option.on)}`)),
      said(t("What was learnt"), option.learnt),
      said(t("For it"), option.pros),
      said(t("Against it"), option.cons),
      said(t("Next step"), option.next),
      ...made(option),
    ),
    panel && toggle(panel, t("Change"), option.words, desk.draw),
    panel,
  );
}

const FIELDS = ["words", "pros", "cons", "next", "learnt"] as const;

function ofOption(option: Option, desk: Desk<Solutions>): Node[] {
  const { id } = option;
  const keep = (change: Partial<Option>, draw = true): void => desk.change(changed(desk.state, id, change), { draw });
  const labels = { words: t("In words"), pros: t("For it"), cons: t("Against it"), next: t("Next step"), learnt: t("What was learnt") };
  const written = (name: (typeof FIELDS)[number]): HTMLElement => {
    const { row, input } = area(labels[name], { id: `${id}-${name}` });
    input.value = option[name];
    input.addEventListener("input", () => (name !== "words" || input.value.trim()) && keep({ [name]: input.value }, false));
    row.append(warnings(desk, input));
    return row;
  };
  const outcomes = OUTCOMES.map((one) => choice(`${id}-is-${one}`, outcomeWords(one), one === option.outcome, () => desk.change(came(desk.state, id, one, desk.today()))));
  const now = (): Option => desk.state.problems.flatMap(({ options }) => options).find((one) => one.id === id) ?? option;
  const away = button(t("Take away"), () => desk.change(without(desk.state, id)), "act");
  return [
    written("words"),
    h("div", { class: "formrow" }, written("pros"), written("cons")),
    written("next"),
    group(t("How did it go?"), outcomes),
    written("learnt"),
    further(desk, now, keep),
    h("div", { class: "actions" }, away),
  ];
}
