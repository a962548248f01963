/** Own goals on the leader's screen and on a member's own: each with its levels, and the rating that all give alone. */

import { button, h } from "../../vault/app/dom";
import { t, tn, when } from "../../vault/app/words";
import type { LevelsTold } from "../../vault/worker/api";
import { answering, forgetAnswers } from "../alone";
import type { Begun } from "../../vault/worker/tokens";
import { AtServer, closeOther } from "../at-server";
import { partNodes } from "../printing/nodes";
import type { Desk } from "../tool";
import { isOpen, setOpen, typed } from "../typed";
import { chosen, goalForm } from "./form";
import * as goals from "./state";
import type { Goal, Goals } from "./state";
import { askOf, levelsOf, levelWords, partsOf, spanWords, standWords, toldWords } from "./words";

type Server = NonNullable<Desk<Goals>["server"]>;
const server = new AtServer<LevelsTold>();

export function forget(): void {
  server.forget();
  forgetAnswers();
}

export function page(desk: Desk<Goals>): Node[] {
  const found = desk.server;
  const told = found ? server.look(found.process, () => found.client.levels.look(found.process), desk.draw) : null;
  if (told) settle(desk, told);
  const shown = desk.state.goals.filter(goals.counts);
  const rest = desk.state.goals.filter((goal) => !goals.counts(goal));
  const parts = [
    shown.length === 0 && h("p", { class: "empty" }, t("No goals of your own yet. What was agreed with the commissioner stands on the page of the process.")),
    found && told && rating(desk, found, told),
    server.fault && h("p", { class: "error", role: "alert" }, server.fault),
    ...shown.map((goal) => one(desk, goal, told)),
    told?.score && score(told.score),
    desk.mayWrite && part("goal-add", t("Write a goal"), goalForm("new", null, { draw: desk.draw, keep: (words) => added(desk, words) })),
    rest.length > 0 && part("goals-rest", t("Replaced or left out"), ...rest.map((goal) => one(desk, goal, told))),
  ];
  return parts.filter((made) => made instanceof HTMLElement);
}

const part = (id: string, summary: string, ...children: (Node | false | null)[]): HTMLElement => h("details", { id, class: "more", open: isOpen(id) }, h("summary", {}, summary), ...children);

function added(desk: Desk<Goals>, words: goals.Words): void {
  setOpen("goal-add", false);
  desk.change(goals.put(desk.state, desk.newId(), words));
  desk.tell(t("The goal is added."));
}

// one goal

function one(desk: Desk<Goals>, goal: Goal, told: LevelsTold | null): HTMLElement {
  const recorded = desk.state.recorded[goal.id];
  const spread = desk.state.told[goal.id];
  const id = `goal-${goal.id}`;
  const parts = partsOf(goal, undefined);
  return h(
    "article",
    { class: "owngoal", "aria-labelledby": id },
    h("h3", { id }, goal.wording),
    goal.stands !== "active" && h("p", { class: "kind" }, [standWords(goal.stands), goal.why].filter(Boolean).join(" · ")),
    ...parts.slice(0, 1).flatMap((first) => partNodes(first, goal.wording, "h4")),
    recorded && h("p", { class: "strong" }, t("The group recorded on %(day)s: %(words)s", { day: when(recorded.on), words: spanWords(goal, recorded) })),
    spread && (spread.length > 0
      ? h("div", {}, h("p", { class: "kind" }, t("How you rated it, without names")), h("ul", { class: "dashes" }, ...toldWords(goal, spread).map((words) => h("li", {}, words))))
      : h("p", { class: "hint" }, t("Too few answers to show how you rated it: it takes four, or that each of you turns up theirs. Talk of it together."))),
    parts.length > 1 && part(`${id}-levels`, t("Levels in words"), ...parts.slice(1).flatMap((rest) => partNodes(rest, goal.wording, "h4"))),
    desk.mayWrite && goals.isWorded(goal) && told?.leads && recording(desk, goal),
    desk.mayWrite && part(`${id}-change`, t("Change the goal"), goalForm(goal.id, goal, { draw: desk.draw, keep: (words) => changed(desk, goal, words) }), standing(desk, goal)),
    desk.mayWrite && goals.counts(goal) && button(t("Give to the commissioner …"), () => desk.give(goal.id), "act"),
  );
}

function changed(desk: Desk<Goals>, goal: Goal, words: goals.Words): void {
  setOpen(`goal-${goal.id}-change`, false);
  desk.change(goals.put(desk.state, goal.id, words));
  desk.tell(t("The words are kept. The earlier ones stay with their meeting."));
}

function standing(desk: Desk<Goals>, goal: Goal): HTMLElement {
  const [where, why] = [`goal-${goal.id}-stands`, `goal-${goal.id}-why`];
  const keep = (): void => {
    const stands = typed(where) as goals.Stands;
    desk.change(goals.stand(desk.state, goal.id, stands, typed(why) ?? ""));
    const found = desk.server;
    if (found && server.told?.leads && desk.state.recorded[goal.id]) void server.act(() => found.client.levels.keep(found.process, plain({ ...goal, stands })), desk.draw);
  };
  return h(
    "div",
    { class: "goalform" },
    chosen(where, t("What becomes of it?"), goals.STANDS.map((stands) => [stands, standWords(stands)]), typed(where) || goal.stands),
    h("div", { class: "field" }, h("label", { class: "label", for: why }, t("Why, in a few words")), h("input", { class: "input", id: why, maxlength: "200", autocomplete: "off", value: typed(why) ?? goal.why })),
    button(t("Keep what becomes of it"), keep, "btn2"),
  );
}

/** What the server is told of a goal: nothing of its words. */
const plain = (goal: Goal): { goal: string; start: number | null; light: boolean; counts: boolean } => ({ goal: goal.id, start: goal.start, light: goal.light, counts: goals.counts(goal) });

function recording(desk: Desk<Goals>, goal: Goal): HTMLElement | null {
  const found = desk.server;
  if (!found) return null;
  const [low, high] = [`goal-${goal.id}-low`, `goal-${goal.id}-high`];
  const levels = levelsOf(goal).map((level) => [String(level), levelWords(goal, level)] as const);
  const keep = (): void => {
    const lowest = Number(typed(low));
    const span = { low: lowest, high: Math.max(lowest, Number(typed(high) || lowest)) };
    void server.act(() => found.client.levels.keep(found.process, { ...plain(goal), ...span }), desk.draw, () => {
      desk.change(goals.record(desk.state, goal.id, { ...span, on: desk.today() }), { draw: false });
      desk.tell(t("The level is recorded."));
    });
  };
  const last = desk.state.recorded[goal.id];
  return part(
    `goal-${goal.id}-record`,
    t("Record the level that the group sees together"),
    h("div", { class: "goalform" },
      chosen(low, t("Where are we?"), levels, typed(low) || String(last?.low ?? 0)),
      chosen(high, t("Up to where, if it is a range"), [["", t("no range")], ...levels], typed(high) ?? (last && last.high !== last.low ? String(last.high) : "")),
      h("p", { class: "hint" }, t("The server keeps the number under a random id. The words stay sealed here.")),
      button(t("Record the level"), keep, "btn2")),
  );
}

const score = ({ start, low, high }: { start: string; low: string; high: string }): HTMLElement =>
  part("goals-score", t("As one figure (T)"), h("p", {}, t("At the start %(start)s, now %(now)s. 50: all together came out as expected.", { start, now: low === high ? low : `${low}–${high}` })), h("p", { class: "hint" }, t("Only for this group's own talk: it cannot be compared with other groups, nor with another number of goals.")));

// each alone

/** What was closed elsewhere, by the night or on another screen, is taken in; nothing else tells this document. */
function settle(desk: Desk<Goals>, told: LevelsTold): void {
  const { open } = desk.state;
  if (!open || !desk.mayWrite || !told.leads) return;
  const round = told.rounds.find(({ id }) => id === open.id);
  if (!round || round.closed) desk.change(goals.closed(desk.state, round?.goals ?? {}), { draw: false });
}

function rating(desk: Desk<Goals>, found: Server, told: LevelsTold): HTMLElement | null {
  if (desk.state.open) return asked(desk, found, told);
  const some = goals.rateable(desk.state);
  if (!told.leads || !desk.mayWrite || some.length === 0) return null;
  if (told.rounds.some(({ on, closed }) => closed && on === desk.today())) return null; // once a day
  if (told.way === "together") return h("p", { class: "hint" }, t("You are so few that you rate on one screen together: record the level with each goal."));
  const other = told.rounds.find(({ closed }) => !closed);
  if (other) return closeOther(() => void server.act(() => found.client.levels.close(other.id), desk.draw));
  const begin = (): void => {
    let words: Begun | null = null;
    const open = async (): Promise<LevelsTold> => {
      for (const goal of some) await found.client.levels.keep(found.process, plain(goal));
      const { begun, told: now } = await found.client.levels.open(found.process, found.meeting, some.map(({ id }) => id));
      words = begun;
      return now;
    };
    void server.act(open, desk.draw, () => {
      if (words) desk.change(goals.began(desk.state, words, desk.newId(), told.light), { draw: false });
      if (desk.leads && !desk.few) desk.askPhones(true);
    });
  };
  return h("div", { class: "stack" }, button(t("Rate the goals, each alone"), begin, "btn2"), h("p", { class: "hint" }, t("Each answers without a name. How you are spread is shown when all is turned up, from four answers on. Then you talk, and record one level.")));
}

function asked(desk: Desk<Goals>, found: Server, told: LevelsTold): HTMLElement | null {
  const { open } = desk.state;
  const ask = askOf(desk.state);
  if (!open || !ask) return null;
  const close = (): void =>
    void server.act(() => found.client.levels.close(open.id), desk.draw, (now) => {
      const round = now.rounds.find(({ id }) => id === open.id);
      if (desk.asking) desk.askPhones(false);
      desk.change(goals.closed(desk.state, round?.goals ?? {}), { draw: false });
      desk.tell(round ? t("The answers are turned up.") : t("Nobody answered. Nothing of it is kept."));
    });
  return h(
    "div",
    { class: "stack", id: "goals-asked" },
    h("p", { class: "strong" }, tn("One can answer now.", "%(n)s can answer now, each once.", open.tokens.length)),
    desk.leads && !desk.few && button(desk.asking ? t("Take it off the phones") : t("Ask on phones"), () => desk.askPhones(!desk.asking), "btn2"),
    part("goals-here", told.leads ? t("Answer on this device, one after another") : t("Answer here"), answering(ask, found.client, { handsOn: told.leads, draw: desk.draw, tell: desk.tell })),
    told.leads && desk.mayWrite && button(t("Turn the answers up"), close, "btn2"),
  );
}
