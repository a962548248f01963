/** The circles of people who share what is sealed: founding one, opening one, who is in it. */

import type { Escrow, SpaceKind } from "../../core/member-log";
import type { Spaces, SpaceSummary } from "../api";
import type { Listed } from "../index-document";
import type { Session } from "../session";
import { Space } from "../space";
import { tended } from "../tending";

export interface SpaceShown {
  id: string;
  kind: SpaceKind;
  process: { id: string; name: string } | null;
  listed: Listed[];
  missing: string[];
  /** Works of the workroom's tools that no list names: a page was closed between keeping and listing them. */
  unlisted: string[];
  /** Names of those who can read it now. */
  readers: string[];
  /** The same without this person. */
  others: string[];
  /** Every name of the process that the house knows, of those who are not here too. */
  names: string[];
  /** Those whom the process asks, each once: by the name of whoever is here, else as the house has written it. */
  persons: string[];
  /** The names behind the ids of the signed list, as the house knows them. */
  people: Record<string, string>;
  turnDue: boolean;
  /** Several share it, and this person has not compared its words with the others yet. */
  unverified: boolean;
  /** Guests of a running meeting, who read it too. */
  guests: number;
  /** A key that the practice keeps for an emergency, where a steward has let it in; whoever holds it reads too. */
  escrow: Escrow | null;
  steward: boolean;
  /** Which of the signed list this person is. */
  mine: string;
  /** The link of a running meeting, where this person let the guest in. */
  guest: { link: string; ends: string } | null;
  /** How long the house says that it is kept. */
  kept: Pick<SpaceSummary, "keptMonths" | "keptUntil" | "leaving">;
}

export class Circles {
  constructor(private readonly session: Session) {}

  mine = (): Promise<Spaces> => this.session.api.spaces();

  async found(kind: SpaceKind, process: string | null): Promise<string> {
    const id = await Space.found(this.session.api, this.session.opened(), kind, process);
    await this.session.space(id);
    return id;
  }

  /** Keep it longer than the day that was announced. */
  async postpone(id: string): Promise<void> {
    await this.session.api.postpone(id);
  }

  async open(id: string): Promise<SpaceShown> {
    return shown(await opened(this.session, id), this.session);
  }

  /** A circle as it was seen last, without asking the server again when it is open already. */
  async here(id: string): Promise<SpaceShown> {
    return shown(await this.session.space(id), this.session);
  }
}

/** A circle as it stands now, and tended where that is up to this person. */
export async function opened(session: Session, id: string): Promise<Space> {
  return tended(session, await session.reopen(id));
}

function guestOf({ whole, log }: Space, { memory }: Session): SpaceShown["guest"] {
  const running = memory.guests?.[whole.id];
  return running && log.guests.has(running.member) ? { link: running.link, ends: running.ends } : null;
}

export function shown(space: Space, session: Session): SpaceShown {
  const { whole, log } = space;
  const named = (ids: string[]): string[] => ids.map((id) => whole.people[id] ?? "").filter(Boolean);
  const ids = [...log.members.keys()];
  const readers = named(ids);
  return {
    id: whole.id, kind: log.kind, process: whole.process, ...space.list(), readers, people: whole.people,
    others: named(ids.filter((id) => id !== whole.me)), names: [...new Set([...readers, ...whole.record.map(({ name }) => name)])],
    persons: [...new Set([...readers, ...whole.record.filter(({ member }) => !member || !log.members.has(member)).map(({ name }) => name)])],
    turnDue: log.rotationDue,
    unverified: log.members.size > 1 && (session.memory.compared?.[whole.id] ?? -1) < log.unchecked,
    guests: log.guests.size, escrow: log.escrow, steward: space.isSteward,
    mine: whole.me, guest: guestOf(space, session),
    kept: { keptMonths: whole.keptMonths, keptUntil: whole.keptUntil, leaving: whole.leaving },
  };
}
