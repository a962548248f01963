/** The circles of people who share what is sealed: founding one, opening one, who is in it. */

import type { SpaceKind } from "../../core/member-log";
import type { Spaces } from "../api";
import type { Listed } from "../index-document";
import type { Session } from "../session";
import { Space } from "../space";

export interface SpaceShown {
  id: string;
  kind: SpaceKind;
  process: { id: string; name: string } | null;
  listed: Listed[];
  missing: string[];
  /** Names of those who can read it now. */
  readers: string[];
  turnDue: boolean;
}

export class Circles {
  constructor(private readonly session: Session) {}

  mine = (): Promise<Spaces> => this.session.api.spaces();

  async found(kind: SpaceKind, process: string | null): Promise<string> {
    const id = await Space.found(this.session.api, this.session.opened(), kind, process);
    await this.session.space(id);
    return id;
  }

  async open(id: string): Promise<SpaceShown> {
    return shown(await this.session.reopen(id));
  }

  /** A circle as it was seen last, without asking the server again when it is open already. */
  async here(id: string): Promise<SpaceShown> {
    return shown(await this.session.space(id));
  }
}

export function shown(space: Space): SpaceShown {
  const { whole, log } = space;
  const readers = [...log.members.keys()].map((id) => whole.people[id] ?? "").filter(Boolean);
  return { id: whole.id, kind: log.kind, process: whole.process, ...space.list(), readers, turnDue: log.rotationDue };
}
