/** The primary task in one sentence (domain.md 6.7): written alone, shown at once, merged, agreed, and given on if all agree. */

import { day, t } from "../../vault/app/words";
import type { Part, Sheet } from "../sheet";
import type { Tool } from "../tool";
import { distanceOf } from "./distance";
import { primaryTaskPage } from "./page";
import { anew, empty, type PrimaryTask, questionOf, read, take } from "./state";
import { inWords, KEY } from "./words";

export const primaryTask: Tool<PrimaryTask> = {
  id: "primary-task",
  name: () => t("Primary task"),
  about: () => t("what our work is there for, in one sentence"),
  one: true,
  empty,
  read,
  page: primaryTaskPage,
  sheet,
  words: ({ sentences, draft, agreed }) => [...agreed.map(({ text }) => text), draft, ...sentences.map(({ text }) => text)].filter(Boolean),
  ask: (state) => ({ id: questionOf(state), form: "words", rows: 3, hidden: true, tags: [], title: t("Our primary task in one sentence"), hint: t("What is our work there for? One sentence of your own. No names, and no case that could be recognised.") }),
  take,
  anew,
  releasable: ({ agreed }) => agreed.slice(-1).map(({ text }) => ({ key: KEY, kind: "primary_task", sheet: { title: t("Primary task"), parts: [{ text }] } })),
};

const PENS = 8;

function sheet({ agreed, draft, sentences }: PrimaryTask): Sheet {
  const [first, last] = [agreed[0], agreed.at(-1)];
  const said: Part[] = sentences.length > 0 ? [{ heading: t("Everybody's own sentence"), list: sentences.map(({ text }) => text) }] : [];
  const now: Part[] = last ? [{ heading: last.text, text: t("Agreed on %(day)s", { day: day(last.on) }) }] : [];
  const before: Part[] = first && last && agreed.length > 1 ? [{ heading: t("Earlier wordings"), table: { head: [t("Agreed"), t("Sentence")], rows: agreed.slice(0, -1).map(({ text, on }) => [day(on), text]) }, text: inWords(distanceOf(first.text, last.text)) }] : [];
  const drafted: Part[] = draft.trim() && draft.trim() !== last?.text ? [{ heading: t("Draft"), text: draft }] : [];
  const blank: Part[] = said.length + now.length + drafted.length === 0 ? [{ text: t("What is our work there for? Each writes a sentence alone; then they are read one after the other."), table: { head: [t("Our primary task in one sentence")], rows: Array.from({ length: PENS }, () => [""]) } }] : [];
  return { title: t("Primary task"), parts: [...now, ...drafted, ...said, ...before, ...blank] };
}
