/** Quality requirements on a screen: in the group's order, each opened where it stands to be worded, moved or looked at. */

import { button, h } from "../../vault/app/dom";
import { day, t, tn } from "../../vault/app/words";
import { area, asking, lasting, line, toggle, warnings } from "../lists/parts";
import type { Desk } from "../tool";
import { dateField, remind } from "./day";
import { reviewing } from "./reviewing";
import { added, changeOf, due, lacks, type Quality, type Requirement, stepped, type Wording, without, worded } from "./state";
import { labelOf, levelWords } from "./words";

type At = Desk<Quality>;

export function qualityPage(desk: At): Node[] {
  const { requirements } = desk.state;
  return [
    h("p", { id: "quality-count" }, summary(desk)),
    asking(desk, t("Ask on the phones")),
    requirements.length > 0 && h("ol", { class: "quality" }, ...requirements.map((one, at) => item(desk, one, at))),
    desk.mayWrite && adding(desk),
  ].filter((node): node is HTMLElement => Boolean(node));
}

function summary({ state, today }: At): string {
  const count = state.requirements.length;
  if (count === 0) return t("What is good enough work with you? Begin with one thing that must be good.");
  const waiting = due(state, today()).length;
  const words = tn("One requirement.", "%(n)s requirements.", count);
  return waiting === 0 ? words : `${words} ${tn("One is to be looked at again now.", "%(n)s are to be looked at again now.", waiting)}`;
}

function item(desk: At, one: Requirement, at: number): HTMLElement {
  const wording = desk.mayWrite ? h("div", { id: `${one.id}-wording`, class: "lists-open" }, ...fields(desk, one)) : null;
  const looking = desk.mayWrite ? h("div", { id: `${one.id}-looking`, class: "lists-open" }, ...reviewing(desk, one)) : null;
  const before = desk.earlier.at(-1)?.state;
  const change = before ? changeOf(one, before) : "same";
  return h(
    "li",
    { class: "quality-item" },
    h("h3", {}, h("span", { class: "num", "aria-hidden": "true" }, `${at + 1}. `), one.good),
    h(
      "p",
      { class: "quality-marks" },
      due(desk.state, desk.today()).includes(one) && h("span", { class: "badge badge-look" }, t("To be looked at again")),
      change === "new" && h("span", { class: "badge badge-plain" }, t("new since last time")),
      change === "changed" && h("span", { class: "badge badge-plain" }, t("other words than last time")),
    ),
    h("dl", { class: "quality-facts" }, pair(labelOf("known"), one.known), pair(labelOf("least"), one.least), pair(labelOf("watches"), one.watches), pair(labelOf("review"), one.review && day(one.review)), one.reviews.length > 0 && history(one)),
    wording && looking && acts(desk, one, at, { wording, looking }),
    wording,
    looking,
  );
}

const pair = (name: string, words: string): HTMLElement => h("div", {}, h("dt", {}, name), h("dd", {}, words || h("span", { class: "hint" }, t("not said yet"))));

/** How it has been, the latest first. */
function history({ reviews }: Requirement): HTMLElement {
  const said = reviews.toReversed().map(({ on, level, word }) => h("li", {}, h("span", { class: "strong" }, levelWords(level)), ` · ${day(on)}`, word && h("span", { class: "small" }, word)));
  return h("div", {}, h("dt", {}, t("How it has been")), h("dd", {}, h("ul", { class: "quality-past" }, ...said)));
}

function acts(desk: At, one: Requirement, at: number, { wording, looking }: { wording: HTMLElement; looking: HTMLElement }): HTMLElement {
  const named = (id: string, words: string, act: () => void): HTMLButtonElement => {
    const pressed = button(words, act, "act");
    pressed.id = `${one.id}-${id}`;
    pressed.append(h("span", { class: "vh" }, `: ${one.good}`));
    return pressed;
  };
  const step = (by: -1 | 1): void => {
    desk.change(stepped(desk.state, one.id, by));
    desk.tell(t("Now number %(n)s.", { n: at + by + 1 }));
  };
  return h(
    "div",
    { class: "actions" },
    toggle(looking, t("How has it been?"), one.good, desk.draw),
    toggle(wording, lacks(one).length > 0 ? t("Say the rest") : t("Change"), one.good, desk.draw),
    at > 0 && named("up", t("Up"), () => step(-1)),
    at < desk.state.requirements.length - 1 && named("down", t("Down"), () => step(1)),
    named("give", t("Give it to the commissioner"), () => desk.give(one.id)),
  );
}

/** What is typed is kept as it is typed; the page shows it once this is closed. */
function fields(desk: At, one: Requirement): Node[] {
  const keep = (wording: Partial<Wording>): void => desk.change(worded(desk.state, one.id, wording), { draw: false });
  const long = (["good", "known", "least"] as const).map((name) => {
    const made = area(labelOf(name), { id: `${one.id}-${name}`, hint: hintOf(name) });
    made.input.value = one[name];
    made.input.addEventListener("input", () => keep({ [name]: made.input.value }));
    made.row.append(warnings(desk, made.input));
    return made.row;
  });
  const watches = line(labelOf("watches"), { id: `${one.id}-watches`, hint: t("A role rather than a name: it may hang on the wall.") });
  watches.input.value = one.watches;
  watches.input.addEventListener("input", () => keep({ watches: watches.input.value }));
  const review = dateField(`${one.id}-review`, one.review);
  review.input.addEventListener("change", () => {
    keep({ review: review.input.value });
    remind(desk, one.id, review.input.value);
  });
  const away = button(t("Take away"), () => {
    desk.change(without(desk.state, one.id));
    remind(desk, one.id, "");
  }, "act");
  away.id = `${one.id}-away`;
  away.append(h("span", { class: "vh" }, `: ${one.good}`));
  return [...long, watches.row, review.row, h("div", { class: "actions" }, away)];
}

function hintOf(name: "good" | "known" | "least"): string {
  return {
    good: t("One thing, as whoever uses your work would notice it. No names, and no case that could be recognised."),
    known: t("What is seen, counted or asked, and where."),
    least: t("Below this it is not good enough."),
  }[name];
}

function adding(desk: At): HTMLElement {
  const next = lasting(line(t("What must be good"), { id: "quality-add", hint: hintOf("good") }));
  const add = (): void => {
    const good = next.input.value;
    if (!good.trim()) return next.fault(t("Write something first."));
    next.input.value = "";
    const id = desk.newId();
    desk.change(added(desk.state, id, { good }));
    document.getElementById(`${id}-wording-by`)?.click();
    document.getElementById(`${id}-known`)?.focus();
  };
  return h("form", { class: "form", onsubmit: (event) => (event.preventDefault(), add()) }, next.row, h("div", { class: "formactions" }, h("button", { type: "submit", class: "btn2", id: "quality-add-act" }, t("Add a requirement"))));
}
