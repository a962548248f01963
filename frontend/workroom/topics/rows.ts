/** The topics as numbered rows, in the order in which they are taken. What is talked of now stands above them. */

import { button, field, h } from "../../vault/app/dom";
import { t, tn } from "../../vault/app/words";
import type { Desk } from "../tool";
import { isOpen, isTicked, typed } from "../typed";
import { countHands, giveMinutes, merged, move, open, part, remove, reword, type Topic, type Topics, votesOf } from "./state";
import { restOf, tagFields, tagMark } from "./tags";

export interface Look {
  /** Whether the rows have what changes them beside them. */
  arranging: boolean;
  /** Whether there is a group: votes, hands and headings are of no use to one or two. */
  together: boolean;
}

const rowId = (topic: Topic, which: string): string => `topic-${topic.id}-${which}`;
export const tickId = (topic: Topic): string => rowId(topic, "tick");

export function topicRows(desk: Desk<Topics>, look: Look): HTMLElement {
  const topics = open(desk.state);
  const timed = topics.some(({ minutes }) => minutes > 0);
  const rows = topics.map((topic, place) => (topic.id === desk.state.current && !look.arranging ? null : row(desk, topic, { ...look, place, timed, above: topics[place - 1]?.group ?? "" })));
  return h("ol", { class: "topics" }, ...rows);
}

function row(desk: Desk<Topics>, topic: Topic, { place, timed, above, ...look }: Look & { place: number; timed: boolean; above: string }): HTMLElement {
  const now = desk.state.current === topic.id;
  return h(
    "li",
    { class: "topic", "aria-current": now && "true" },
    topic.group && topic.group !== above && h("h3", { class: "topicgroup" }, topic.group),
    h("span", { class: "topicn" }, String(place + 1)),
    h("div", { class: "topicw" }, h("p", { class: "topict" }, topic.text), meta(topic, now), !topic.holds && differs(), within(desk, topic, look.arranging)),
    figures(desk.state, topic, look.together, timed),
    look.arranging && changing(desk, topic, place, look.together, timed),
  );
}

function meta(topic: Topic, now: boolean): HTMLElement {
  const [rest, mark] = [restOf(topic.tags), tagMark(topic.tags.kind)];
  return h("p", { class: "topicm" },
    now && h("strong", {}, t("We talk of this now")),
    mark, rest && h("span", {}, rest), topic.name && h("span", {}, topic.name), topic.kept && h("span", {}, t("from last time")));
}

/** Never silently: these are not the words that were written before the reveal. */
export const differs = (): HTMLElement => h("p", { class: "error" }, t("Does not match what its writer was bound to before the reveal."));

/** What was merged into it, each in its writer's words. */
function within(desk: Desk<Topics>, topic: Topic, arranging: boolean): HTMLElement | null {
  const parts = merged(desk.state, topic.id);
  if (parts.length === 0) return null;
  const one = (other: Topic): HTMLElement => h("li", {}, other.text, other.name && h("span", { class: "small" }, ` ${other.name}`), !other.holds && differs(),
    arranging && named(rowId(other, "part"), button(t("Make it a topic of its own"), () => desk.change(part(desk.state, other.id)), "act")));
  return h("div", {}, h("p", { class: "small" }, t("The same matter:")), h("ul", { class: "dashes" }, ...parts.map(one)));
}

function figures(state: Topics, topic: Topic, together: boolean, timed: boolean): HTMLElement {
  const votes = votesOf(state, topic);
  const counted = together && (state.step === "vote" || open(state).some((one) => votesOf(state, one) > 0));
  const minutes = topic.minutes > 0 ? t("%(n)s min", { n: topic.minutes }) : timed ? t("perhaps next time") : "";
  return h("p", { class: "topicv", id: rowId(topic, "figures") }, counted && h("span", { class: "topicvotes" }, tn("%(n)s vote", "%(n)s votes", votes)), minutes && h("span", {}, minutes));
}

/** Everything that changes a row, by keyboard as by hand. */
function changing(desk: Desk<Topics>, topic: Topic, place: number, together: boolean, timed: boolean): HTMLElement {
  const of = h("span", { class: "vh" }, ` ${t("topic %(number)s", { number: place + 1 })}`);
  const step = (by: -1 | 1): void => {
    const next = move(desk.state, topic.id, by);
    desk.change(next);
    desk.tell(t("It is now topic %(number)s.", { number: open(next).findIndex(({ id }) => id === topic.id) + 1 }));
  };
  const way = (words: string, which: string, by: -1 | 1): HTMLElement => {
    const made = named(rowId(topic, which), button(words, () => step(by), "btnghost"));
    made.append(of.cloneNode(true));
    return made;
  };
  const put = (next: Topics): void => {
    desk.change(next, { draw: false }); // whatever is pressed next is still there
    const now = next.topics.find(({ id }) => id === topic.id);
    if (now) document.getElementById(rowId(topic, "figures"))?.replaceWith(figures(next, now, together, timed || now.minutes > 0));
  };
  return h("div", { class: "topicact" },
    way(t("Move up"), "up", -1), way(t("Move down"), "down", 1),
    counted(t("Minutes"), topic, "minutes", topic.minutes, (count) => put(giveMinutes(desk.state, topic.id, count))),
    together && counted(t("Hands raised"), topic, "hands", topic.hands, (count) => put(countHands(desk.state, topic.id, count))),
    together && h("label", { class: "check" }, h("input", { type: "checkbox", id: tickId(topic), checked: isTicked(tickId(topic)), autocomplete: "off" }), h("span", {}, t("Choose"), of.cloneNode(true))),
    wording(desk, topic, together));
}

function counted(words: string, topic: Topic, which: string, count: number, put: (count: number) => void): HTMLElement {
  const id = rowId(topic, which);
  const input = h("input", { type: "number", id, class: "input", min: "0", step: "1", inputmode: "numeric", autocomplete: "off", value: count > 0 ? String(count) : "", onchange: () => put(input.valueAsNumber) });
  return h("div", { class: "field topiccount" }, h("label", { class: "label", for: id }, words), input);
}

function wording(desk: Desk<Topics>, topic: Topic, together: boolean): HTMLElement {
  const ids = { text: rowId(topic, "text"), name: rowId(topic, "name"), tags: rowId(topic, "tags"), part: rowId(topic, "words") };
  const text = field(t("The topic in words"), { id: ids.text, long: true });
  text.input.classList.remove("writing");
  text.input.setAttribute("rows", "2");
  text.input.value = typed(ids.text) ?? topic.text;
  const name = field(t("Whose topic"), { id: ids.name });
  name.input.value = typed(ids.name) ?? topic.name;
  text.input.addEventListener("change", () => desk.change(reword(desk.state, topic.id, { text: text.input.value }), { draw: false }));
  name.input.addEventListener("change", () => desk.change(reword(desk.state, topic.id, { name: name.input.value }), { draw: false }));
  return h("details", { id: ids.part, open: isOpen(ids.part), class: "topicwords" }, h("summary", {}, t("Change the words")),
    h("div", { class: "form" }, text.row, ...tagFields(ids.tags, topic.tags, (group, tag) => desk.change(reword(desk.state, topic.id, { tags: { [group]: tag } }))),
      together && name.row,
      named(rowId(topic, "remove"), button(t("Take the topic away"), () => desk.change(remove(desk.state, topic.id)), "act"))));
}

export function named<Made extends HTMLElement>(id: string, made: Made): Made {
  made.id = id;
  return made;
}
