/** Documents of an opened circle: read, saved, erased. */

import type { Json } from "../../core/bytes";
import type { Kind } from "../../core/envelope";
import type { Before } from "../../drafts/draft";
import type { Session } from "../session";
import type { Opened, Told } from "../space";

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

  async erase(space: string, id: string, rev: number): Promise<void> {
    const found = await this.session.space(space);
    await found.erase(id, rev);
    await this.session.remember(found);
  }
}
