/** Topic harvest: what each brings to a meeting, in which order it is taken, and what is kept for the next. */

import type { Json } from "../../vault/core/bytes";
import { hasKeys, isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";
import type { Said } from "../ask";

/** What it is, what it is about, what is examined in it; each may be left open. */
export const TAGS = {
  kind: ["question", "experience", "feeling"],
  about: ["work", "community", "role"],
  looks: ["own-work", "demands", "ways", "self"],
} as const;
export type TagGroup = keyof typeof TAGS;
export const TAG_GROUPS = Object.keys(TAGS) as TagGroup[];
export type Tagged = Record<TagGroup, string>;

export type Topic = {
  id: string;
  text: string;
  /** Who brings it, as they said; may be empty. */
  name: string;
  tags: Tagged;
  /** 0: not given. */
  minutes: number;
  /** What phones gave it in a vote that is over. */
  votes: number;
  /** Hands that were raised for it. */
  hands: number;
  /** The heading under which it stands with others; empty when it stands alone. */
  group: string;
  /** The topic that it was merged into; empty when it stands for itself. */
  into: string;
  done: boolean;
  /** It was not reached last time. */
  kept: boolean;
  /** False: it was written hidden, and is not what its writer was bound to. */
  holds: boolean;
};

/** What one phone gives while the vote is open; forgotten when it closes. */
export type Ballot = { from: string; ids: string[]; picks: string[] };

export type Topics = {
  v: 1;
  /** Phones are asked to bring, to vote, or only to look. */
  step: "bring" | "vote" | "talk";
  /** The id of what phones are asked; empty before the first time. */
  question: string;
  /** How many votes each has. */
  most: number;
  /** In the order in which they are taken. */
  topics: Topic[];
  /** What was taken away does not come back, though it is said again. */
  gone: string[];
  ballots: Ballot[];
  /** The topic that is talked of now; empty when none is. */
  current: string;
};

export const MOST_VOTES = 9;
export const MOST_MINUTES = 240;

export const empty = (): Topics => ({ v: 1, step: "bring", question: "", most: 3, topics: [], gone: [], ballots: [], current: "" });

// what stands for itself, in its order

export const open = ({ topics }: Topics): Topic[] => topics.filter(({ done, into }) => !done && !into);
export const reached = ({ topics }: Topics): Topic[] => topics.filter(({ done, into }) => done && !into);
export const merged = ({ topics }: Topics, id: string): Topic[] => topics.filter(({ into }) => into === id);
export const current = ({ topics, current: id }: Topics): Topic | null => topics.find((topic) => topic.id === id) ?? null;
export const headings = ({ topics }: Topics): string[] => [...new Set(topics.map(({ group }) => group).filter(Boolean))];

/** What a topic got with those merged into it: each phone counts once while the vote is open. */
export function votesOf(state: Topics, { id }: Topic): number {
  const both = state.topics.filter((topic) => topic.id === id || topic.into === id);
  const ids = new Set(both.map((topic) => topic.id));
  const now = state.ballots.filter(({ picks }) => picks.some((pick) => ids.has(pick))).length;
  return both.reduce((sum, { votes, hands }) => sum + votes + hands, now);
}

// writing them

export type Brought = Pick<Topic, "id" | "text"> & { name?: string; tags?: Record<string, string>; holds?: boolean };

/** The same state when it is there already, was taken away, or says nothing. */
export function add(state: Topics, { id, text, name = "", tags = {}, holds = true }: Brought): Topics {
  const words = text.trim();
  if (!words || !id || state.gone.includes(id) || state.topics.some((topic) => topic.id === id)) return state;
  const topic: Topic = {
    id, text: words, name: name.trim(), tags: tagged(tags), holds,
    minutes: 0, votes: 0, hands: 0, group: "", into: "", done: false, kept: false,
  };
  return { ...state, topics: [...state.topics, topic] };
}

const tagged = (tags: Record<string, unknown>): Tagged =>
  Object.fromEntries(TAG_GROUPS.map((group) => [group, (TAGS[group] as readonly unknown[]).includes(tags[group]) ? tags[group] : ""])) as Tagged;

/** Other words or tags. Words that are emptied stay as they were. */
export function reword(state: Topics, id: string, { text, name, tags }: { text?: string; name?: string; tags?: Partial<Tagged> }): Topics {
  return put(state, id, (topic) => ({
    ...topic,
    text: text?.trim() || topic.text,
    name: name?.trim() ?? topic.name,
    tags: tagged({ ...topic.tags, ...tags }),
  }));
}

export const giveMinutes = (state: Topics, id: string, minutes: number): Topics => put(state, id, (topic) => ({ ...topic, minutes: within(minutes, MOST_MINUTES) }));
export const countHands = (state: Topics, id: string, hands: number): Topics => put(state, id, (topic) => ({ ...topic, hands: within(hands, 999) }));
export const giveVotes = (state: Topics, most: number): Topics => ({ ...state, most: Math.max(1, within(most, MOST_VOTES)) });

const within = (count: number, most: number): number => (Number.isFinite(count) ? Math.min(most, Math.max(0, Math.round(count))) : 0);

/** Take one away; what was merged into it stands for itself again. */
export function remove(state: Topics, id: string): Topics {
  const topics = state.topics.filter((topic) => topic.id !== id).map((topic) => (topic.into === id ? { ...topic, into: "" } : topic));
  return { ...state, topics, gone: [...state.gone, id], current: state.current === id ? "" : state.current };
}

// putting them together and in order

/** The later ones become part of the first; nobody's words are lost. The same state for fewer than two. */
export function merge(state: Topics, ids: readonly string[]): Topics {
  const [first, ...rest] = open(state).filter(({ id }) => ids.includes(id));
  if (!first || rest.length === 0) return state;
  const gone = new Set(rest.map(({ id }) => id));
  const topics = state.topics.map((topic) => (gone.has(topic.id) || gone.has(topic.into) ? { ...topic, into: first.id } : topic));
  return { ...state, topics, current: gone.has(state.current) ? first.id : state.current };
}

export const part = (state: Topics, id: string): Topics => put(state, id, (topic) => ({ ...topic, into: "" }));

/** Under one heading, beside each other where the first of them stands; an empty heading lets them stand alone. */
export function group(state: Topics, ids: readonly string[], heading: string): Topics {
  const chosen = open(state).filter(({ id }) => ids.includes(id));
  const [first] = chosen;
  if (!first) return state;
  const moved = new Set(chosen.map(({ id }) => id));
  const together = chosen.map((topic) => ({ ...topic, group: heading.trim() }));
  const topics = state.topics.flatMap((topic) => (topic.id === first.id ? together : moved.has(topic.id) ? [] : [topic]));
  return { ...state, topics };
}

/** One step up (-1) or down (1) among those that are open; at an end nothing happens. */
export function move(state: Topics, id: string, by: -1 | 1): Topics {
  const order = open(state);
  const [here, there] = [order.find((topic) => topic.id === id), order[order.findIndex((topic) => topic.id === id) + by]];
  if (!here || !there) return state;
  return { ...state, topics: state.topics.map((topic) => (topic.id === here.id ? there : topic.id === there.id ? here : topic)) };
}

/** Most votes first; those with as many stay in their order, and those under one heading stay together. */
export function byVotes(state: Topics): Topics {
  const sorted = [...state.topics].sort((one, other) => votesOf(state, other) - votesOf(state, one));
  const first = new Map(sorted.toReversed().flatMap(({ id, group: heading }) => (heading ? [[heading, id] as const] : [])));
  const topics = sorted.flatMap((topic) => {
    if (!topic.group) return [topic];
    return first.get(topic.group) === topic.id ? sorted.filter(({ group: heading }) => heading === topic.group) : [];
  });
  return { ...state, topics };
}

// asking phones

/** Ask to bring or to vote: a new question. A new vote begins from nothing; the hands that were counted stay. */
export function asking(state: Topics, step: "bring" | "vote", question: string): Topics {
  if (step === "bring") return { ...closed(state), step, question };
  return { ...state, step, question, ballots: [], topics: state.topics.map((topic) => ({ ...topic, votes: 0 })) };
}

/** The vote is over: what each topic got stays, and who gave it is forgotten. */
export function closed(state: Topics): Topics {
  const heads = new Map(state.topics.map(({ id, into }) => [id, into || id]));
  const count = (id: string): number => state.ballots.filter(({ picks }) => picks.some((pick) => heads.get(pick) === id)).length;
  const topics = state.topics.map((topic) => ({ ...topic, votes: topic.votes + (topic.into ? 0 : count(topic.id)) }));
  return { ...state, step: "talk", ballots: [], topics };
}

/** Take in what a phone said: a topic, whenever it comes; votes, while their own question is open. */
export function take(state: Topics, { id, ask, from, name, text, tags, picks, holds }: Said): Topics {
  if (text !== undefined) return add(state, { id, text, name, ...(tags && { tags }), ...(holds !== undefined && { holds }) });
  if (!picks || state.step !== "vote" || ask !== state.question || state.ballots.some(({ ids }) => ids.includes(id))) return state;
  const before = state.ballots.find((ballot) => ballot.from === from);
  const ballot: Ballot = { from, ids: [...(before?.ids ?? []), id], picks: [...new Set(picks)].slice(0, state.most) };
  return { ...state, ballots: [...state.ballots.filter((one) => one !== before), ballot] };
}

// talking of them

export const begin = (state: Topics, id: string): Topics =>
  open(state).some((topic) => topic.id === id) ? { ...(state.step === "vote" ? closed(state) : state), step: "talk", current: id } : state;

/** Leave the topic at hand: it was dealt with, or it waits in its place. */
export function leave(state: Topics, done: boolean): Topics {
  return { ...put(state, state.current, (topic) => ({ ...topic, done })), current: "" };
}

/** Take up again what was marked as dealt with. */
export const again = (state: Topics, id: string): Topics => put(state, id, (topic) => ({ ...topic, done: false }));

/** For the next meeting: what was not reached, in its order, without votes and minutes. */
export function anew(state: Topics): Topics {
  const done = new Set(reached(state).map(({ id }) => id));
  const topics = state.topics.filter(({ id, into }) => !done.has(id) && !done.has(into));
  return { ...empty(), most: state.most, topics: topics.map((topic) => ({ ...topic, minutes: 0, votes: 0, hands: 0, kept: true })) };
}

function put(state: Topics, id: string, change: (topic: Topic) => Topic): Topics {
  return { ...state, topics: state.topics.map((topic) => (topic.id === id ? change(topic) : topic)) };
}

// reading

const TOPIC_KEYS = Object.keys({ id: 0, text: 0, name: 0, tags: 0, minutes: 0, votes: 0, hands: 0, group: 0, into: 0, done: 0, kept: 0, holds: 0 } satisfies Record<keyof Topic, 0>);
const STATE_KEYS = Object.keys(empty());
const STEPS = ["bring", "vote", "talk"];

/** Refuses (`form`) what is not written as this writes. */
export function read(json: Json): Topics {
  const state = json as unknown as Topics;
  const whole =
    isRecord(json) && hasKeys(json, STATE_KEYS) && state.v === 1 && STEPS.includes(state.step) && areTexts([state.question, state.current]) &&
    isCount(state.most) && state.most > 0 && state.most <= MOST_VOTES && areTexts(state.gone) && Array.isArray(state.topics) && state.topics.every(isTopic) &&
    Array.isArray(state.ballots) && state.ballots.every(isBallot);
  if (!whole || !standTogether(state)) throw new Refusal("form");
  return state;
}

function isTopic(topic: unknown): boolean {
  if (!isRecord(topic) || !hasKeys(topic, TOPIC_KEYS)) return false;
  const { id, text, name, tags, minutes, votes, hands, group: heading, into, done, kept, holds } = topic;
  return (
    areTexts([id, text, name, heading, into]) && id !== "" && text !== "" && [minutes, votes, hands].every(isCount) &&
    [done, kept, holds].every((flag) => typeof flag === "boolean") && isRecord(tags) && hasKeys(tags, TAG_GROUPS) &&
    TAG_GROUPS.every((one) => tags[one] === "" || (TAGS[one] as readonly unknown[]).includes(tags[one]))
  );
}

const isBallot = (ballot: unknown): boolean =>
  isRecord(ballot) && hasKeys(ballot, ["from", "ids", "picks"]) && typeof ballot["from"] === "string" && areTexts(ballot["ids"]) && areTexts(ballot["picks"]);

/** Each id once, and what was merged is within something that stands for itself. */
function standTogether({ topics, current: now }: Topics): boolean {
  const heads = new Set(topics.filter(({ into }) => !into).map(({ id }) => id));
  return new Set(topics.map(({ id }) => id)).size === topics.length && topics.every(({ into }) => !into || heads.has(into)) && (!now || heads.has(now));
}

const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === "string");
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
