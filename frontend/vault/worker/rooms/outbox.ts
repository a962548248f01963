/** What was written here, brought to the server; and what stands there. */

import { deliver, type Delivered, type Shelf } from "../../drafts/deliver";
import { type Before, type Draft, markOf } from "../../drafts/draft";
import { bodyOf, type Note, noteOf } from "../../drafts/note";
import { Refusal } from "../../core/refusal";
import { NotGranted } from "../api";
import type { Session } from "../session";
import type { Space } from "../space";

export interface Stands {
  note: Note;
  before: Before;
  /** Mark of what it says. */
  from: string;
  author: string;
  at: string;
}

export class Outbox {
  constructor(private readonly session: Session) {}

  /** Bring a draft to the server. Refuses (`turn-due`) while its circle waits for the next key; nothing is lost then. */
  async send(draft: Draft): Promise<Delivered> {
    const known = await this.session.space(draft.space);
    const space = known.log.rotationDue ? await this.session.reopen(draft.space) : known;
    try {
      return await this.deliver(draft, space);
    } catch (fault) {
      if (!(fault instanceof NotGranted && fault.code === "turn-due") || space !== known) throw fault;
      return this.deliver(draft, await this.session.reopen(draft.space)); // the key has been turned meanwhile
    }
  }

  /** A note as it stands at the server. */
  async look(space: string, id: string, kind: Draft["kind"]): Promise<Stands> {
    const { body, rev, mark, author, at } = await (await this.session.space(space)).read(id, kind);
    const note = noteOf(body);
    return { note, before: { rev, mark }, from: markOf(note), author, at };
  }

  private async deliver(draft: Draft, space: Space): Promise<Delivered> {
    const stands = await deliver(draft, shelfOf(space, draft.kind));
    await this.session.remember(space);
    return stands;
  }
}

function shelfOf(space: Space, kind: Draft["kind"]): Shelf {
  const told = (note: Note, beside: string | null) => ({
    title: note.title, ...(note.tags.length > 0 && { tags: note.tags }), ...(beside && { beside }),
  });
  return {
    async look(id) {
      try {
        const { body, rev, mark } = await space.read(id, kind);
        return { note: noteOf(body), before: { rev, mark } };
      } catch (fault) {
        if (fault instanceof NotGranted && fault.code === "not-there") return null;
        if (fault instanceof Refusal && fault.reason !== "older") return null; // whoever knows an id can put anything there
        throw fault;
      }
    },
    save: (id, note, before, beside) => space.save(id, kind, bodyOf(note), before, told(note, beside)),
    list: (id, note, before, beside) => space.enlist(id, kind, before, told(note, beside)),
    isOvertaken: (fault) => fault instanceof NotGranted && fault.code === "overtaken",
  };
}
