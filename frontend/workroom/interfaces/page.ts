/** The interface map on the screen: rows, what goes from each to each, and what is missing. */

import { button, field, h } from "../../vault/app/dom";
import { t, tn } from "../../vault/app/words";
import type { Desk } from "../tool";
import { adding, focusOn, folded, mending, named, quiet, screenSection, section, segments } from "../roles/parts";
import { scroller } from "../roles/table";
import { noNames } from "../roles/words";
import { needsTable } from "./sheet";
import * as map from "./state";
import { ANSWERS, type Interfaces, matrix, missingOf, type Need } from "./state";
import { answerWord, halfWords, missingWords, needWords } from "./words";

/** What this screen looks at: nothing of it is kept. */
const looking = { view: "rows" as "rows" | "matrix", writing: "", open: new Set<string>() };

export function page(desk: Desk<Interfaces>): Node[] {
  const writing = desk.mayWrite ? desk.state.needs.find(({ id }) => id === looking.writing) : undefined;
  return [
    desk.mayWrite && professions(desk),
    desk.mayWrite && newNeed(desk),
    writing && oneNeed(desk, writing),
    shown(desk),
    missing(desk),
    desk.leads && asking(desk),
  ].filter((node) => node instanceof Node);
}

function professions(desk: Desk<Interfaces>): HTMLElement {
  const rows = desk.state.professions.map(({ id, name }) => ({
    id: `faces-of-${id}`,
    name,
    fields: [named(`faces-of-${id}-name`, t("Profession or unit"), name, (words) => desk.change(map.nameProfession(desk.state, id, words), { draw: false }))],
    up: () => desk.change(map.moveProfession(desk.state, id, -1)),
    down: () => desk.change(map.moveProfession(desk.state, id, 1)),
    remove: () => desk.change(map.removeProfession(desk.state, id)),
  }));
  return screenSection(
    t("Between which professions"),
    adding("faces-new", t("A new profession or unit"), { words: t("Add the profession"), add: (name) => desk.change(map.addProfession(desk.state, { id: desk.newId(), name })) }),
    rows.length > 0 && h("p", {}, desk.state.professions.map(({ name }) => name).join(" · ")),
    rows.length > 0 && folded(looking.open, "faces-names", t("Names and order of professions"), mending(rows, { after: "faces-new" })),
  );
}

/** Which of the professions; empty while nobody has said. */
function which(desk: Desk<Interfaces>, id: string, label: string, chosen: string, put: (id: string) => void): HTMLElement {
  const options = [{ id: "", name: t("not said") }, ...desk.state.professions].map((one) => h("option", { value: one.id, selected: one.id === chosen }, one.name));
  const select = h("select", { class: "input", id }, ...options);
  select.addEventListener("change", () => put(select.value));
  return h("div", { class: "field" }, h("label", { class: "label", for: id }, label), select);
}

function newNeed(desk: Desk<Interfaces>): HTMLElement {
  const [who, whom] = [which(desk, "faces-who", t("Who needs"), "", () => undefined), which(desk, "faces-whom", t("From whom"), "", () => undefined)];
  const chosen = (row: HTMLElement): string => row.querySelector("select")?.value ?? "";
  const add = (what: string): void => {
    const id = desk.newId();
    looking.writing = id;
    desk.change(map.addNeed(desk.state, { id, who: chosen(who), whom: chosen(whom), what }));
  };
  const form = adding("faces-what", t("What is needed"), { hint: noNames(), words: t("Add the need"), add });
  form.prepend(who, whom);
  return screenSection(t("A need"), form);
}

/** One need, as long as it is written; its fields keep what is typed at once. */
function oneNeed(desk: Desk<Interfaces>, need: Need): HTMLElement {
  const put = (change: Partial<Need>): void => desk.change(map.changeNeed(desk.state, need.id, change), { draw: false });
  const text = (key: "what" | "when" | "form" | "word", label: string, hint?: string): HTMLElement => {
    const { row, input } = field(label, { id: `faces-need-${key}`, ...(hint ? { hint } : {}) });
    input.value = need[key];
    input.addEventListener("input", () => put({ [key]: input.value.slice(0, map.LONGEST) }));
    return row;
  };
  const done = button(t("The need is written"), () => {
    looking.writing = "";
    desk.draw();
    focusOn(`faces-write-${need.id}`);
  });
  done.id = "faces-done";
  const answers = ANSWERS.map((value) => ({ value, words: answerWord(value) }));
  return screenSection(
    t("When, in which form, and what was answered"),
    h("div", { class: "roles-fields" },
      which(desk, "faces-need-who", t("Who needs"), need.who, (who) => put({ who })),
      which(desk, "faces-need-whom", t("From whom"), need.whom, (whom) => put({ whom })),
      text("what", t("What is needed"), noNames()),
      text("when", t("When it is needed"), t("Such as: on Fridays, before the meeting")),
      text("form", t("In which form"), t("Such as: a message, five minutes together")),
      text("word", t("A word of the answer"))),
    segments("faces-answer", t("What was answered"), answers, need.answer, (answer) => put({ answer })),
    h("div", { class: "roles-acts" }, done, ...steps(desk, need)),
  );
}

function steps(desk: Desk<Interfaces>, { id }: Need): HTMLElement[] {
  const remove = (): void => {
    looking.writing = "";
    desk.change(map.removeNeed(desk.state, id));
    focusOn("faces-what");
  };
  return [
    quiet(t("Up"), () => desk.change(map.moveNeed(desk.state, id, -1)), "faces-up"),
    quiet(t("Down"), () => desk.change(map.moveNeed(desk.state, id, 1)), "faces-down"),
    quiet(t("Remove the need"), remove, "faces-remove"),
  ];
}

function shown(desk: Desk<Interfaces>): HTMLElement {
  const choose = segments("faces-view", t("How it is shown"), [{ value: "rows", words: t("As rows") }, { value: "matrix", words: t("From whom to whom") }], looking.view, (view) => {
    looking.view = view;
    desk.draw();
  });
  if (desk.state.needs.length === 0) {
    return section(t("Who needs what from whom"), h("p", { class: "empty" }, t("No needs yet. Write them on paper or here; a photo of the paper will do as well.")));
  }
  return section(t("Who needs what from whom"), choose, looking.view === "rows" ? rowsTable(desk) : matrixNodes(desk));
}

function rowsTable(desk: Desk<Interfaces>): HTMLElement {
  const { head, rows } = needsTable(desk.state);
  const write = (need: Need | undefined): HTMLElement | false => Boolean(need) && desk.mayWrite && h("td", { class: "noprint" }, rowButton(desk, need as Need));
  const body = rows.map(([who = "", ...cells], at) => h("tr", {}, h("th", { scope: "row" }, who), ...cells.map((words) => h("td", {}, words || "–")), write(desk.state.needs[at])));
  const heads = [...head.map((name) => h("th", { scope: "col" }, name)), desk.mayWrite && desk.state.needs.length > 0 && h("td", { class: "noprint" })];
  return scroller(t("Needs, a table that scrolls"), h("table", { class: "roles-map faces" }, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...body)));
}

function rowButton(desk: Desk<Interfaces>, need: Need): HTMLElement {
  const press = quiet(t("Write"), () => {
    looking.writing = need.id;
    desk.draw();
    focusOn("faces-need-what");
  }, `faces-write-${need.id}`);
  press.setAttribute("aria-label", `${t("Write")}: ${need.what}`);
  return press;
}

/** Rows give, columns need; nobody gives to themselves. */
function matrixNodes(desk: Desk<Interfaces>): HTMLElement {
  const rows = matrix(desk.state).map(({ from, cells }) => h("tr", {}, h("th", { scope: "row" }, from.name), ...cells.map(({ to, needs }) => {
    if (to.id === from.id) return h("td", { class: "faces-self" }, h("span", { class: "vh" }, t("the same")));
    if (needs.length === 0) return h("td", {}, h("span", { class: "roles-none", "aria-hidden": "true" }, "–"), h("span", { class: "vh" }, t("nothing said")));
    return h("td", {}, h("ul", { class: "faces-list" }, ...needs.map(({ what, answer }) => h("li", {}, what, answer !== "agreed" && h("span", { class: "roles-was" }, answerWord(answer))))));
  })));
  const head = [h("th", { scope: "col" }, t("Gives")), ...desk.state.professions.map(({ name }) => h("th", { scope: "col" }, h("span", { class: "roles-was" }, t("needs")), name))];
  return scroller(t("From whom to whom, a table that scrolls"), h("table", { class: "roles-map faces" }, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows)));
}

/** What nobody has answered, with what can be done of it; then what is half said or goes one way only. */
function missing(desk: Desk<Interfaces>): HTMLElement | null {
  const found = missingOf(desk.state);
  const said = missingWords(found);
  if (found.unanswered.length === 0 && said.length === 0) return null;
  const open = found.unanswered.map((need) => {
    const half = found.half.find((one) => one.need === need);
    const words = needWords(desk.state, need);
    return h("li", { class: "row below" }, h("span", {}, words, half && h("span", { class: "roles-was" }, halfWords(half))), desk.mayWrite && h("div", { class: "roles-acts" },
      quiet(t("Make an agreed action of it"), () => void desk.toAction(words), `faces-action-${need.id}`),
      quiet(t("Give it on as an observation"), () => void desk.toObservation(words), `faces-observation-${need.id}`)));
  });
  const rest = missingWords({ ...found, half: found.half.filter(({ need }) => need.answer !== "open") });
  return section(
    t("What is missing"),
    open.length > 0 && h("p", { class: "strong" }, tn("%(n)s need has no answer yet.", "%(n)s needs have no answer yet.", open.length)),
    open.length > 0 && h("ul", { class: "rows" }, ...open),
    rest.length > 0 && h("ul", { class: "dashes" }, ...rest.map((words) => h("li", {}, words))),
  );
}

function asking(desk: Desk<Interfaces>): HTMLElement {
  const press = button(desk.asking ? t("Stop asking on the phones") : t("Ask on the phones what is needed"), () => desk.askPhones(!desk.asking));
  press.id = "faces-ask";
  return h("div", { class: "roles-acts" }, press);
}

