/** The perspective wheel on the page: the matter, which view is missing, and what each would say. */

import { button, field, h, tell } from "../../vault/app/dom";
import { warningsBeside } from "../../vault/app/warnings";
import { t } from "../../vault/app/words";
import { chosen } from "../choosing";
import type { Desk } from "../tool";
import { about, drew, loose, type Perspectives, putDown, question, reworded, saidFor, type Saying, typed, unsaid, type View, viewAdded, viewDropped, viewNamed, viewOf } from "./state";
import { labelOf, questionOf } from "./views";
import { wheel, wordsOf } from "./wheel";

/** Which saying is being changed, in this page alone. */
let editing = "";
export const forget = (): void => void (editing = "");

export function page(desk: Desk<Perspectives>): Node[] {
  const paper = new Paper(desk);
  const { state } = desk;
  const groups = state.views.map((view, index) => group(paper, view, index));
  const others = loose(state);
  return [
    ...(desk.mayWrite ? [matter(paper)] : [h("p", { class: "measure strong" }, state.matter)]),
    h("div", { class: "wheel-row" }, wheel(state), h("div", { class: "stack" }, h("p", { class: "wheel-words", id: "wheel-words" }, wordsOf(state)), ...turn(paper))),
    ...(desk.mayWrite ? [speaking(paper)] : []),
    h("h3", {}, t("What each would say")),
    h("ol", { class: "wheel-views" }, ...groups),
    ...(others.length > 0 ? [h("h4", {}, t("Without a view")), h("ul", { class: "rows" }, ...others.map((one) => saying(paper, one)))] : []),
    ...(desk.mayWrite ? [naming(paper)] : []),
  ];
}

/** What the fields write into: always the newest state, whatever was drawn when. */
class Paper {
  now: Perspectives;

  constructor(readonly desk: Desk<Perspectives>) {
    this.now = desk.state;
  }

  put(change: (state: Perspectives) => Perspectives, draw = true): void {
    this.now = change(this.desk.state); // what a phone has said since it was drawn is in it
    this.desk.change(this.now, { draw });
  }

  /** A field of long words with the warning of what looks like a person beside it. */
  long(id: string, label: string, value: string, put: (words: string) => void, hint?: string): HTMLElement {
    const { row, input } = field(label, { id, long: true, ...(hint && { hint }) });
    if (!(input instanceof HTMLTextAreaElement)) return row;
    input.rows = 3;
    input.value = value;
    input.addEventListener("input", () => put(input.value));
    const instead = (words: string): void => {
      input.value = words;
      put(words);
    };
    row.append(warningsBeside({ input, put: instead }, { kind: "group", names: this.desk.people }));
    return row;
  }
}

const matter = (paper: Paper): HTMLElement =>
  paper.long("wheel-matter", t("What are we looking at?"), paper.desk.state.matter, (words) => paper.put((state) => about(state, words), false), t("The matter in a sentence. No names, no cases that can be recognised."));

/** The question that was drawn, and the draw; whoever leads may ask the phones as well. */
function turn(paper: Paper): HTMLElement[] {
  const { desk } = paper;
  const asked = question(desk.state);
  const view = desk.state.views.find(({ id }) => id === asked?.view);
  const draw = button(asked ? t("Draw another question") : t("Draw a question"), () => {
    paper.put((state) => {
      const next = drew(state, Math.random());
      return typed(next, { view: question(next)?.view ?? next.typing.view });
    });
    const words = document.querySelector("#wheel-question")?.textContent;
    if (words) tell(words);
  });
  draw.id = "wheel-draw";
  const phones = button(t("Ask on phones"), () => desk.askPhones(!desk.asking));
  phones.id = "wheel-phones";
  phones.setAttribute("aria-pressed", String(desk.asking));
  return [
    ...(asked && view ? [h("p", { class: "wheel-question", id: "wheel-question" }, h("span", { class: "kind block" }, `${labelOf(view)}: `), questionOf(asked, desk.state.views))] : []),
    h("div", { class: "actions noprint" }, desk.mayWrite && draw, desk.leads && phones),
  ];
}

function speaking(paper: Paper): HTMLElement {
  const { state } = paper.desk;
  const type = (change: Partial<Perspectives["typing"]>): void => paper.put((now) => typed(now, change), false);
  const words = paper.long("wheel-text", t("What would be said from there?"), state.typing.text, (text) => type({ text }), t("In the words of that view, as “I”. No names."));
  const name = field(t("Who brings it (may be left out)"), { id: "wheel-name" });
  name.input.value = state.typing.name;
  name.input.addEventListener("input", () => type({ name: name.input.value }));
  const add = button(t("Put it on the wheel"), () => {
    if (!paper.now.typing.text.trim()) return document.querySelector<HTMLElement>("#wheel-text")?.focus();
    paper.put((now) => putDown(now, paper.desk.newId()));
    tell(t("It is on the wheel."));
  });
  add.id = "wheel-add";
  return h(
    "div",
    { class: "stack noprint wheel-speak" },
    h("h3", {}, t("Speak from a view")),
    chosen({ id: "wheel-view", label: t("Whose view?"), options: state.views.map((one) => [one.id, labelOf(one)]), value: viewOf(state, state.typing.view), act: (view) => type({ view }) }),
    words,
    name.row,
    add,
  );
}

function group(paper: Paper, view: View, index: number): HTMLElement {
  const said = saidFor(paper.desk.state, view.id);
  const speak = button(t("Speak from here"), () => {
    paper.put((state) => typed(state, { view: view.id }));
    document.querySelector<HTMLElement>("#wheel-text")?.focus();
  }, "act");
  speak.id = `speak-${view.id}`;
  speak.setAttribute("aria-label", `${t("Speak from here")}: ${labelOf(view)}`);
  return h(
    "li",
    { class: "wheel-group" },
    h("div", { class: "cardhead" }, h("h4", {}, `${index + 1}. ${labelOf(view)}`), said.length === 0 && h("span", { class: "badge badge-look" }, t("missing")), paper.desk.mayWrite && speak),
    said.length > 0 && h("ul", { class: "rows" }, ...said.map((one) => saying(paper, one))),
  );
}

function saying(paper: Paper, one: Saying): HTMLElement {
  const { desk } = paper;
  if (editing === one.id && desk.mayWrite) return h("li", { class: "row below" }, changing(paper, one));
  const act = (what: string, words: string, go: () => void): HTMLElement => {
    const found = button(words, go, "act");
    found.id = `${what}-${one.id}`;
    found.setAttribute("aria-label", `${words}: ${one.text}`);
    return found;
  };
  const edit = (): void => {
    editing = one.id;
    desk.draw();
    document.getElementById(`saying-${one.id}`)?.focus();
  };
  const drop = (): void => {
    paper.put((state) => unsaid(state, one.id));
    tell(t("It was taken away."));
    document.querySelector<HTMLElement>("#wheel-text")?.focus();
  };
  return h(
    "li",
    { class: "row below" },
    h("div", {}, h("p", { class: "wheel-said" }, one.text), one.name && h("p", { class: "kind" }, one.name)),
    desk.mayWrite &&
      h(
        "div",
        { class: "actions" },
        act("action", t("To an agreed action"), () => void desk.toAction(one.text)),
        act("observation", t("To an observation"), () => void desk.toObservation(one.text)),
        act("edit", t("Change"), edit),
        act("drop", t("Take away"), drop),
      ),
  );
}

function changing(paper: Paper, one: Saying): HTMLElement {
  const { state } = paper.desk;
  const done = button(t("Done"), () => {
    editing = "";
    paper.desk.draw();
    document.getElementById(`edit-${one.id}`)?.focus();
  });
  done.id = `done-${one.id}`;
  const known = state.views.some(({ id }) => id === one.view);
  const options: [string, string][] = [...(known ? [] : [["", t("Without a view")] as [string, string]]), ...state.views.map((view): [string, string] => [view.id, labelOf(view)])];
  return h(
    "div",
    { class: "stack" },
    chosen({ id: `view-${one.id}`, label: t("Whose view?"), options, value: known ? one.view : "", act: (view) => paper.put((now) => reworded(now, one.id, { view })) }),
    paper.long(`saying-${one.id}`, t("What would be said from there?"), one.text, (text) => paper.put((now) => reworded(now, one.id, { text }), false)),
    done,
  );
}

function naming(paper: Paper): HTMLElement {
  const { state } = paper.desk;
  const row = (view: View): HTMLElement => {
    const name = field(labelOf({ ...view, label: "" }), { id: `name-${view.id}` });
    name.input.value = view.label;
    name.input.placeholder = labelOf(view);
    name.input.addEventListener("input", () => paper.put((now) => viewNamed(now, view.id, name.input.value), false));
    name.input.addEventListener("change", () => paper.desk.draw());
    const drop = button(t("Take off the wheel"), () => {
      paper.put((now) => viewDropped(now, view.id));
      document.querySelector<HTMLElement>("#view-add")?.focus();
    }, "act");
    drop.id = `off-${view.id}`;
    drop.setAttribute("aria-label", `${t("Take off the wheel")}: ${labelOf(view)}`);
    return h("li", { class: "row" }, name.row, saidFor(state, view.id).length === 0 ? drop : h("span", { class: "kind" }, t("has been spoken from")));
  };
  const add = button(t("One more view"), () => {
    const id = paper.desk.newId();
    paper.put((now) => viewAdded(now, id));
    document.getElementById(`name-${id}`)?.focus();
  });
  add.id = "view-add";
  return h("details", { class: "more noprint", id: "wheel-naming" }, h("summary", {}, t("Change the views")), h("p", { class: "hint" }, t("Call them as you do at work: a resident, a pupil, a relative. No names of people.")), h("ul", { class: "rows" }, ...state.views.map(row)), add);
}
