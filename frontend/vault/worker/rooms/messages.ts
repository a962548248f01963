/** Short messages within a circle, and the reason why somebody cannot come: sealed like everything else there. */

import { isRecord } from "../../core/envelope";
import { Refusal } from "../../core/refusal";
import { NotGranted } from "../api";
import type { Session } from "../session";
import type { Space } from "../space";

export const LONGEST_MESSAGE = 4000; // signs

export interface Message {
  id: string;
  rev: number;
  text: string;
  /** The writer's name as the house knows it; empty for a guest. */
  author: string;
  mine: boolean;
  at: string;
  /** The day (ISO) of the meeting that the writer cannot come to; null for any other message. */
  absence: string | null;
}

/** A message that is there and could not be verified. */
export interface Unread {
  id: string;
  code: string;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

export class Messages {
  constructor(private readonly session: Session) {}

  /** All messages of the circle, the oldest first; those of a key that one has not been given are left out. */
  async all(id: string): Promise<(Message | Unread)[]> {
    const space = await this.session.reopen(id);
    const found: (Message | Unread)[] = [];
    for (const listed of space.list().listed.filter(({ kind }) => kind === "message")) {
      const message = await read(space, listed.id);
      if (message) found.push(message);
    }
    return found.sort((one, other) => ("at" in one ? one.at : "").localeCompare("at" in other ? other.at : ""));
  }

  /** Send a message; with a day it says why the writer cannot come then. */
  async send(id: string, text: string, absence: string | null): Promise<void> {
    const written = text.trim();
    if (!written) throw new NotGranted("nothing-written");
    if (written.length > LONGEST_MESSAGE || (absence !== null && !DAY.test(absence))) throw new NotGranted("too-large");
    const space = await this.session.space(id);
    await space.save(crypto.randomUUID(), "message", { v: 1, text: written, absence }, null, "");
    await this.session.remember(space);
  }
}

async function read(space: Space, id: string): Promise<Message | Unread | null> {
  try {
    const { body, author, at, rev } = await space.read(id, "message");
    if (!isRecord(body) || typeof body["text"] !== "string") throw new Refusal("form");
    const absence = typeof body["absence"] === "string" && DAY.test(body["absence"]) ? body["absence"] : null;
    const { me, people } = space.whole;
    return { id, rev, text: body["text"], author: people[author] ?? "", mine: author === me, at, absence };
  } catch (fault) {
    if (fault instanceof Refusal) return fault.reason === "recipient" ? null : { id, code: `refused-${fault.reason}` };
    if (fault instanceof NotGranted && fault.code === "not-there") return null; // erased since it was listed
    throw fault;
  }
}
