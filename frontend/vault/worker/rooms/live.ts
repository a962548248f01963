/**
 * The meeting that is under way: one sealed document that the leader's screen writes and every other reads. It stands
 * in no list, since it changes often and is of no use afterwards.
 */

import { fromBase64, type Json, toBase64, utf8 } from "../../core/bytes";
import { Refusal } from "../../core/refusal";
import { openWith, sealTo } from "../../core/sealing";
import type { Before } from "../../drafts/draft";
import { NotGranted } from "../api";
import type { Session } from "../session";
import type { Space } from "../space";

export interface LiveRead extends Before {
  /** Null when somebody wrote it who leads nothing: it is read by nobody, and a leader writes over it. */
  body: Json;
  mine: boolean;
}

export class Live {
  constructor(private readonly session: Session) {}

  /** As it stands now; null before the first. */
  async read(id: string, doc: string, lastSeen: number): Promise<LiveRead | null> {
    let space = await this.session.space(id);
    try {
      return await read(space, doc, lastSeen);
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.reason !== "recipient") throw fault;
      space = await this.session.reopen(id); // the key has been turned meanwhile
      return read(space, doc, lastSeen);
    }
  }

  /** Write the version after `before`. Throws NotGranted (`overtaken`) when another screen was first. */
  async save(id: string, doc: string, body: Json, before: Before | null): Promise<Before> {
    try {
      return await (await this.session.space(id)).saveUnlisted(doc, "work", body, before);
    } catch (fault) {
      if (!(fault instanceof NotGranted) || fault.code !== "turn-due") throw fault;
      return (await this.session.reopen(id)).saveUnlisted(doc, "work", body, before);
    }
  }

  /** Sealed to one's own key alone, as text. */
  async hide(words: string): Promise<string> {
    return toBase64(await sealTo([this.session.opened().keys.recipient], utf8(words)));
  }

  /** What was hidden here, by this person with the keys of now or of before. Refuses (`recipient`) anybody else's. */
  async shown(hidden: string): Promise<string> {
    const mine = [this.session.opened(), ...(await this.session.former())];
    return new TextDecoder().decode(await openWith(mine.map(({ held }) => held.root), fromBase64(hidden)));
  }
}

async function read(space: Space, doc: string, lastSeen: number): Promise<LiveRead | null> {
  try {
    const { body, rev, mark, author } = await space.read(doc, "work", lastSeen);
    const led = space.log.stewards.has(author);
    return { body: led ? body : null, rev, mark, mine: author === space.whole.me };
  } catch (fault) {
    if (fault instanceof NotGranted && fault.code === "not-there") return null;
    throw fault;
  }
}
