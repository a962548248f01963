/**
 * Taking in what phones sent: each counts once, whatever is sent or read twice, and hidden words come in only when their
 * writer has shown them.
 */

import type { Json } from "../../vault/core/bytes";
import { bind, type Binding, holds } from "../commitment";
import type { Said } from "../ask";
import type { Tool } from "../tool";
import type { Waiting, Work } from "./work";

/** What a phone sent, once it was opened and verified. */
export interface Post {
  id: string;
  said: Said;
  nonce: string | null;
}

/** Hide words until the reveal: what the room is told, and what their writer keeps. */
export function hidden(said: Said): { told: Said; kept: { said: Said; nonce: string } } {
  const { bound, nonce }: Binding = bind(words(said));
  const { text: _text, tags: _tags, ...rest } = said;
  return { told: { ...rest, bound }, kept: { said, nonce } };
}

/** The work with this taken in; the same object when it was there already. */
export function taken(work: Work, tool: Pick<Tool, "take">, { id, said, nonce }: Post): Work {
  if (work.taken.includes(id) || !tool.take) return work;
  const next = { ...work, taken: [...work.taken, id] };
  if (said.bound !== undefined && nonce === null) return { ...next, waiting: waits(work.waiting, said, said.bound, "") };
  const waiting = work.waiting.find((one) => one.id === said.id);
  const { bound: _bound, ...shown } = said;
  if (nonce === null || !waiting) return { ...next, state: tool.take(work.state, shown) };
  // the words are taken in under the name they were bound to, whether they hold or not: the page says which
  const whole = { ...shown, from: waiting.from, name: waiting.name };
  const state = tool.take(work.state, { ...whole, holds: holds(waiting.bound, nonce, words(whole)) });
  return { ...next, state, waiting: work.waiting.filter((one) => one !== waiting) };
}

/** Words that were hidden on the leader's own screen wait like those of phones. */
export function waits(waiting: readonly Waiting[], { id, ask, from, name }: Said, bound: string, kept: string): Waiting[] {
  return waiting.some((one) => one.id === id) ? [...waiting] : [...waiting, { id, ask, from, name, bound, kept }];
}

/** What somebody binds themselves to: the words, to which question, and from whom. */
const words = ({ id, ask, from, text, tags }: Said): Json => ({ id, ask, from, text: text ?? "", tags: tags ?? {} });
