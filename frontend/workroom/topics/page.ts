/** The topics on the leader's screen, and on a member's own: bring, show at once, vote, put in order, talk. */

import { button, field, h } from "../../vault/app/dom";
import { t, tn } from "../../vault/app/words";
import type { Desk } from "../tool";
import { clear, isTicked, setOpen, typed, untick } from "../typed";
import { ADDING, adding } from "./adding";
import { differs, named, tickId, topicRows } from "./rows";
import * as topics from "./state";
import type { Topic, Topics } from "./state";
import { restOf, tagMark } from "./tags";
import { turnClock } from "./turn";

const [LIST, HEADING, VOTES, AGREED] = ["topics-list", "topics-heading", "topics-votes", "topics-agreed"] as const;

export function page(desk: Desk<Topics>): HTMLElement[] {
  const now = topics.current(desk.state);
  const together = !desk.few;
  return [now && talking(desk, now, together), list(desk, together), dealtWith(desk)].filter((part) => part !== null);
}

/** A part of the card, under a heading of its own. */
const under = (heading: string, kind: string, ...children: (Node | string | false | null)[]): HTMLElement => h("section", { class: kind }, h("h3", {}, heading), ...children);

// the topic at hand

function talking(desk: Desk<Topics>, topic: Topic, together: boolean): HTMLElement {
  const parts = topics.merged(desk.state, topic.id);
  const leave = (done: boolean): void => {
    desk.change(topics.leave(desk.state, done));
    desk.tell(done ? t("Dealt with.") : t("It stays on the list, and is there next time."));
  };
  return under(
    t("We talk of this now"),
    "topicpart topicat",
    h("p", { class: "topicnow" }, topic.text),
    h("p", { class: "topicm" }, tagMark(topic.tags.kind), h("span", {}, [restOf(topic.tags), topic.name].filter(Boolean).join(" · ")), topic.minutes > 0 && h("span", {}, t("%(n)s min", { n: topic.minutes }))),
    parts.length > 0 && h("ul", { class: "dashes" }, ...parts.map((part) => h("li", {}, part.text))),
    !topic.holds && differs(),
    desk.mayWrite && h("div", { class: "formactions" },
      named("topics-done", button(t("The topic is dealt with"), () => leave(true), "btn")),
      named("topics-leave", button(t("Leave it for next time"), () => leave(false), "btn2"))),
    desk.mayWrite && agreeing(desk),
    desk.leads && together && turnClock(TURN, desk.draw),
  );
}

const TURN = 3; // minutes, until somebody chooses otherwise

/** What comes of it goes among the agreed actions. */
function agreeing(desk: Desk<Topics>): HTMLElement {
  const what = field(t("What do we agree on this?"), { id: AGREED, hint: t("It goes among the agreed actions, where you can say who does it and by when.") });
  what.input.value = typed(AGREED) ?? "";
  const agree = (): void => {
    const words = what.input.value.trim();
    if (!words) return what.fault(t("Write what you agree on."));
    clear(AGREED);
    void desk.toAction(words);
  };
  return h("form", { class: "topicagree", onsubmit: (event) => { event.preventDefault(); agree(); } }, what.row, h("button", { type: "submit", class: "btn2", id: "topics-agree" }, t("Agree")));
}

// the list

function list(desk: Desk<Topics>, together: boolean): HTMLElement {
  const some = topics.open(desk.state);
  const arranging = desk.mayWrite && some.length > 0 && (document.getElementById(LIST)?.hasAttribute("data-arranging") ?? false);
  const made = h(
    "div",
    { class: "topicpart" },
    some.length === 0 && desk.hidden.waiting === 0 && h("p", { class: "empty" }, empty(desk)),
    arranging && together && some.length > 1 && joining(desk),
    some.length > 0 && topicRows(desk, { arranging, together }),
    waiting(desk),
    desk.mayWrite && steps(desk, arranging),
    desk.mayWrite && adding(desk),
    desk.leads && together && phones(desk),
  );
  named(LIST, made).toggleAttribute("data-arranging", arranging);
  return made;
}

function empty(desk: Desk<Topics>): string {
  if (!desk.mayWrite) return t("No topics were written.");
  return desk.leads ? t("No topics yet. Write them on paper, on phones, or here.") : t("No topics yet.");
}

/** Only how many: neither whose they are nor what they say. */
function waiting(desk: Desk<Topics>): HTMLElement | null {
  const { waiting: count, reveal } = desk.hidden;
  if (count === 0) return null;
  const shown = (): void => {
    setOpen(ADDING, false);
    reveal();
  };
  return h("div", { class: "topicwait" },
    h("div", {}, h("p", { class: "strong" }, tn("One topic waits", "%(n)s topics wait", count)),
      h("p", { class: "small" }, t("Hidden until then: each is locked to its writer alone, and its writer is bound to the words.")),
      desk.leads && h("p", { class: "small" }, t("Show them before the meeting ends: what is not shown is not kept."))),
    desk.leads && named("topics-reveal", button(t("Show all at once"), shown, "btn")));
}

/** What leads on: the first topic; otherwise what the list is still short of. */
function steps(desk: Desk<Topics>, arranging: boolean): HTMLElement {
  const [first] = topics.open(desk.state);
  const free = first && !desk.state.current;
  const begin = (): void => {
    setOpen(ADDING, false);
    desk.change(topics.begin(desk.state, first?.id ?? ""));
  };
  const arrange = (): void => {
    document.getElementById(LIST)?.toggleAttribute("data-arranging", !arranging);
    desk.draw();
  };
  return h("div", { class: "formactions" },
    free && named("topics-begin", button(t("Begin with topic 1"), begin, desk.hidden.waiting > 0 ? "btn2" : "btn")),
    first && named("topics-arrange", button(arranging ? t("The order is good") : t("Change the order"), arrange, "act")));
}

/** Those that are chosen become one, or stand under one heading. */
function joining(desk: Desk<Topics>): HTMLElement {
  const heading = field(t("Heading for those chosen"), { id: HEADING });
  heading.input.value = typed(HEADING) ?? "";
  const join = (act: (ids: string[]) => Topics, told: string): void => {
    const chosen = topics.open(desk.state).filter((topic) => isTicked(tickId(topic)));
    if (chosen.length < 2) return desk.tell(t("Choose at least two topics first."));
    untick(...chosen.map(tickId));
    clear(HEADING);
    desk.change(act(chosen.map(({ id }) => id)));
    desk.tell(told);
  };
  const head = (): void => {
    const words = heading.input.value;
    join((ids) => topics.group(desk.state, ids, words), words.trim() ? t("They stand under one heading.") : t("They stand without a heading."));
  };
  return h("div", { class: "topicjoin" }, heading.row,
    named("topics-group", button(t("Put those chosen under the heading"), head, "btn2")),
    named("topics-merge", button(t("Make those chosen one topic"), () => join((ids) => topics.merge(desk.state, ids), t("They are one topic now.")), "btn2")));
}

// phones

function phones(desk: Desk<Topics>): HTMLElement {
  const { state, asking } = desk;
  const ask = (step: "bring" | "vote"): void => {
    desk.change(topics.asking(desk.state, step, desk.newId())); // as it is now: words may have been changed since it was drawn
    desk.askPhones(true);
  };
  const over = (): void => {
    const next = topics.byVotes(topics.closed(desk.state));
    desk.change(next);
    desk.tell(t("The vote is over. The topics are in the order of their votes."));
  };
  const voting = state.step === "vote" && state.question !== "";
  const bringing = asking && state.step === "bring";
  const showing = asking && !bringing && !voting;
  const heard = voting ? [t("The vote is open."), tn("One phone has voted.", "%(n)s phones have voted.", state.ballots.length)].join(" ") : t("Phones are asked nothing of topics now.");
  const said = bringing ? t("Phones are asked: what do you bring today?") : showing ? t("Phones show the topics in their order.") : heard;
  return under(
    t("Phones and votes"),
    "topicpart topicphones",
    h("p", { class: "small", id: "topics-asked" }, said),
    h("div", { class: "formactions" },
      !bringing && !voting && named("topics-ask", button(t("Ask phones for topics"), () => ask("bring"), "btn2")),
      bringing && named("topics-ask-no-more", button(t("Ask no more"), () => desk.askPhones(false), "btn2")),
      showing && named("topics-off-phones", button(t("Take them off the phones"), () => desk.askPhones(false), "btn2")),
      !voting && topics.open(state).length > 1 && named("topics-vote", button(t("Vote on the order"), () => ask("vote"), "btn2")),
      voting && named("topics-vote-over", button(t("The vote is over"), over, "btn2"))),
    !voting && topics.open(state).length > 1 && ballots(desk),
    h("p", { class: "small" }, t("Votes can also be given by raising hands: count them in Change the order.")),
  );
}

function ballots(desk: Desk<Topics>): HTMLElement {
  const input = h("input", { type: "number", id: VOTES, class: "input", min: "1", max: String(topics.MOST_VOTES), step: "1", inputmode: "numeric", autocomplete: "off", value: String(desk.state.most), onchange: () => desk.change(topics.giveVotes(desk.state, input.valueAsNumber), { draw: false }) });
  return h("div", { class: "field short" }, h("label", { class: "label", for: VOTES }, t("Votes for each")), input);
}

// behind

function dealtWith(desk: Desk<Topics>): HTMLElement | null {
  const behind = topics.reached(desk.state);
  if (behind.length === 0) return null;
  const row = (topic: Topic): HTMLElement => h("li", { class: "row" }, h("div", {}, h("p", {}, topic.text), topic.name && h("p", { class: "small" }, topic.name)),
    desk.mayWrite && named(`topic-${topic.id}-again`, button(t("Take it up again"), () => desk.change(topics.again(desk.state, topic.id)), "act")));
  return under(t("Dealt with today"), "topicpart", h("ul", { class: "rows" }, ...behind.map(row)));
}
