/** Topic harvest, as the workroom knows it. */

import { t } from "../../vault/app/words";
import type { Ask } from "../ask";
import type { Part, Sheet } from "../sheet";
import type { Tool } from "../tool";
import { page } from "./page";
import { anew, current, empty, merged, open, reached, read, take, type Topic, type Topics, votesOf } from "./state";
import { restOf, tagGroups, tagWords } from "./tags";

const BLANK_ROWS = 8; // for writing by hand

/** Bring while it is asked, vote while it is open, and after that look at what is talked of and what comes. */
export function ask(state: Topics): Ask | null {
  const { step, question, most } = state;
  if (!question) return null;
  const some = open(state);
  if (step === "bring") return {
    id: question, form: "words", rows: 3, hidden: true, tags: tagGroups(), title: t("What do you bring today?"),
    hint: t("One thing, in short. No names of clients, and no case that could be recognised."),
  };
  if (step === "vote") return {
    id: question, form: "pick", most, title: t("What do we talk of first?"),
    choices: some.map((topic) => ({ id: topic.id, words: topic.text, ...(topic.tags.kind && { note: tagWords(topic.tags.kind) }) })),
  };
  const now = current(state);
  return { id: `${question}.look`, form: "look", title: now ? t("We talk of this now") : t("Topics"), lines: now ? [now.text] : some.map(({ text }, place) => `${place + 1}. ${text}`) };
}

export function sheet(state: Topics): Sheet {
  const head = [t("Number"), t("Topic"), t("What kind"), t("Whose topic"), t("Votes"), t("Minutes")];
  const some = open(state);
  const behind = reached(state);
  if (some.length + behind.length === 0) return { title: t("Topics"), parts: [onPaper()] };
  const row = (topic: Topic, place: number): string[] => [String(place + 1), wordsOf(state, topic), whatItIs(topic), topic.name, count(votesOf(state, topic)), count(topic.minutes)];
  const parts: (Part | false)[] = [
    some.length > 0 && { table: { head, rows: some.map(row) } },
    behind.length > 0 && { heading: t("Dealt with"), list: behind.map((topic) => [wordsOf(state, topic), topic.name].filter(Boolean).join(" – ")) },
  ];
  return { title: t("Topics"), parts: parts.filter((part) => part !== false) };
}

const count = (figure: number): string => (figure > 0 ? String(figure) : "");
const whatItIs = ({ tags }: Topic): string => [tagWords(tags.kind), restOf(tags)].filter(Boolean).join(" · ");
const wordsOf = (state: Topics, topic: Topic): string => [topic.text, ...merged(state, topic.id).map(({ text }) => text)].join(" / ");

/** An empty sheet: the same questions for a pen. */
function onPaper(): Part {
  const choices = tagGroups().map(({ words, choices: some }) => `${words}: ${some.map((one) => one.words).join(" – ")}`);
  return {
    text: [t("One thing, in short. No names of clients, and no case that could be recognised."), ...choices].join("\n"),
    table: { head: [t("Number"), t("Topic"), t("What kind"), t("Minutes")], rows: Array.from({ length: BLANK_ROWS }, (_, place) => [String(place + 1), "", "", ""]) },
  };
}

export const topics: Tool<Topics> = {
  id: "topics",
  name: () => t("Topics"),
  about: () => t("what each brings, and where we begin"),
  one: true,
  empty, read, page, sheet, ask, take, anew,
  words: (state) => state.topics.flatMap(({ text, group }) => [text, group]).filter(Boolean),
};
