/**
 * Taking in what phones sent: each counts once, whatever is sent or read twice, and hidden words come in only when their
 * writer has shown them.
 */

import { idOfWords, type Json } from "../../vault/core/bytes";
import { bind, type Binding, holds } from "../commitment";
import type { Said } from "../ask";
import type { Tool } from "../tool";
import type { Waiting, Work } from "./work";

/** What a phone sent, once it was opened and verified. */
export interface Post {
  id: string;
  said: Said;
  nonce: string | null;
  /** Who signed it, by the circle's list; not given of what was written on the leader's own screen. */
  author?: string;
}

const FULL = 600_000; // signs of one version: the server keeps two million bytes, sealed
const SHARE = 100_000; // signs of one phone in a meeting: fifty long texts
const GUESTS = 20; // phones that may sign with the one key of all guests, and share what is theirs

/** How much each phone has said in this meeting. One that says more than its share is not taken in any more. */
export class Shares {
  private readonly said = new Map<string, number>();

  /** `guests`: the author is the key that all guests have in common. */
  lets(author: string, body: Json, guests = false): boolean {
    const signs = (this.said.get(author) ?? 0) + JSON.stringify(body).length;
    this.said.set(author, signs);
    return signs <= (guests ? GUESTS * SHARE : SHARE);
  }
}

const isFull = ({ state, waiting }: Work): boolean => JSON.stringify([state, waiting]).length > FULL;

/** Hide words until the reveal: what the room is told, and what their writer keeps. */
export function hidden(said: Said): { told: Said; kept: { said: Said; nonce: string } } {
  const { bound, nonce }: Binding = bind(words(said));
  const { text: _text, tags: _tags, ...rest } = said;
  return { told: { ...rest, bound }, kept: { said, nonce } };
}

/** The work with this taken in; the same object when it was there already. */
export function taken(work: Work, tool: Pick<Tool, "take">, { id, said, nonce, author }: Post): Work {
  if (work.taken.includes(id) || !tool.take || isFull(work)) return work;
  const next = { ...work, taken: [...work.taken, id] };
  const from = author === undefined ? said.from : phoneOf(said, author);
  const waiting = work.waiting.find((one) => one.id === said.id);
  if (waiting && waiting.from !== from) return next; // another's hidden words are for nobody else to show
  const { bound, ...shown } = said;
  if (bound !== undefined && nonce === null) return { ...next, waiting: waits(work.waiting, { ...said, from }, bound, "") };
  if (!waiting) return { ...next, state: tool.take(work.state, { ...shown, from }) };
  if (nonce === null) return next;
  // the words are taken in under the name they were bound to, whether they hold or not: the page says which
  const state = tool.take(work.state, { ...shown, from, name: waiting.name, holds: holds(waiting.bound, nonce, words(said)) });
  return { ...next, state, waiting: work.waiting.filter((one) => one !== waiting) };
}

/** Whoever signs with another's sign is another phone; which member it is, nobody reads from it. */
const phoneOf = ({ from }: Said, author: string): string => idOfWords(`tuokio-workroom phone ${author} ${from}`);

/** Words that were hidden on the leader's own screen wait like those of phones. */
export function waits(waiting: readonly Waiting[], { id, ask, from, name }: Said, bound: string, kept: string): Waiting[] {
  return waiting.some((one) => one.id === id) ? [...waiting] : [...waiting, { id, ask, from, name, bound, kept }];
}

/** What somebody binds themselves to: the words, to which question, and from whom. */
const words = ({ id, ask, from, text, tags }: Said): Json => ({ id, ask, from, text: text ?? "", tags: tags ?? {} });
