/** What the leader's screen asks the phones in the room, and what they say: one small set of forms for every tool. */

import type { OutWords } from "../vault/worker/rooms/out";

export interface Choice {
  id: string;
  words: string;
  /** Said below in small: whose it is, how much it got. */
  note?: string;
}

/** A group of tags of which one is chosen, as radio buttons. */
export interface Tags {
  id: string;
  words: string;
  choices: Choice[];
}

/** A goal as it is rated: its words, and what each level is in words. */
export type RatedGoal = {
  id: string;
  words: string;
  choices: { id: string; level: number; words: string }[];
};

export type Form =
  /** Words: a topic, a sentence, one word. `hidden`: sealed to its writer alone until the leader shows all at once. */
  | { form: "words"; rows: 1 | 3; hidden: boolean; tags: Tags[] }
  /** Votes: as many of these as `most`. Saying it again takes the place of what was said before. */
  | { form: "pick"; choices: Choice[]; most: number; /** No votes: boxes to tick, each for itself. */ ticks?: true }
  /** One of these: a level, a view. Saying it again takes the place of what was said before. */
  | { form: "level"; choices: Choice[] }
  /** Answered alone at the server, from 0 to 100, under words that work once: nothing of it is said to the room. */
  | { form: "pulse"; statements: string[]; tokens: string[] }
  /** The same: a level of each of the group's own goals. */
  | { form: "levels"; goals: RatedGoal[]; tokens: string[] }
  /** May this leave the room? A guest may say no here; whoever has locked notes answers there. */
  | { form: "out"; words: OutWords }
  /** Only to look at. */
  | { form: "look" };

export type Ask = Form & {
  /** Opaque; a new one for each new question, so that nothing said to an earlier one is taken for this. */
  id: string;
  title: string;
  hint?: string;
  /** What stands there to be read, in order. */
  lines?: string[];
};

/** What one phone, member or person at the leader's screen has said. Each has an id of its own and counts once. */
export interface Said {
  id: string;
  ask: string;
  /** Which phone, while the meeting lasts: what a "pick" or a "level" of the same one replaces. */
  from: string;
  /** The first name or sign that was given with it; may be empty. */
  name: string;
  text?: string;
  /** By the id of the group of tags. */
  tags?: Record<string, string>;
  picks?: string[];
  /** Hidden until the reveal: what binds its writer to the words (`commitment.ts`), and nothing of the words. */
  bound?: string;
  /** Of a reveal: whether the words are those it was bound to. `text` and `tags` are here then, under the same id. */
  holds?: boolean;
}
