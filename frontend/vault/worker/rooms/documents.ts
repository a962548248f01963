/** Documents of an opened circle: read, saved, erased. */

import { fromBase64, type Json } from "../../core/bytes";
import type { Kind } from "../../core/envelope";
import { Refusal } from "../../core/refusal";
import type { Before } from "../../drafts/draft";
import type { Session } from "../session";
import type { Opened, Space, Told } from "../space";

const AT_ONCE = 100;

export class Documents {
  constructor(private readonly session: Session) {}

  async read(space: string, id: string, kind: Kind): Promise<Opened> {
    return (await this.session.space(space)).read(id, kind);
  }

  /** Save the version after `before`; `made` is when it was written, if not now. Refuses (`overtaken`) when another was there first. */
  async save(space: string, id: string, kind: Kind, body: Json, before: Before | null, told: string | Told, made?: string): Promise<Before> {
    const found = await this.session.space(space);
    const saved = await found.save(id, kind, body, before, told, made);
    await this.session.remember(found);
    return saved;
  }

  /**
   * Many documents of one kind, asked for a hundred at a time; the one that does not open comes with its code, and
   * one that is gone is left out.
   */
  async all(space: string, ids: readonly string[], kind: Kind): Promise<(({ id: string } & Opened) | { id: string; code: string })[]> {
    const found = await this.session.space(space);
    const opened: (({ id: string } & Opened) | { id: string; code: string })[] = [];
    let left = [...ids];
    while (left.length > 0) {
      const asked = left.slice(0, AT_ONCE);
      const { documents } = await this.session.api.several(space, asked);
      const came = new Map(documents.filter(({ id }) => asked.includes(id)).map((one) => [one.id, one]));
      opened.push(...(await Promise.all([...came.values()].map(({ id, epoch, sealed }) => openedOf(found, id, kind, epoch, sealed)))));
      // what was too much for one answer is asked for again, until nothing more of it comes
      left = came.size === 0 ? left.slice(AT_ONCE) : left.filter((id) => !came.has(id));
    }
    return opened;
  }

  async erase(space: string, id: string, rev: number): Promise<void> {
    const found = await this.session.space(space);
    await found.erase(id, rev);
    await this.session.remember(found);
  }
}

async function openedOf(space: Space, id: string, kind: Kind, epoch: number, sealed: string): Promise<({ id: string } & Opened) | { id: string; code: string }> {
  try {
    return { id, ...(await space.opened(id, kind, epoch, fromBase64(sealed))) };
  } catch (fault) {
    if (fault instanceof Refusal) return { id, code: `refused-${fault.reason}` };
    throw fault;
  }
}
