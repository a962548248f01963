/** Who is in a circle: shown to all of them, checked by four words, and changed by its stewards. */

import { type EscrowOffered, NotGranted } from "../api";
import type { Session } from "../session";
import type { Space } from "../space";
import { isAnswered } from "../tending";
import { opened, type SpaceShown, shown } from "./circles";

export interface MemberShown {
  id: string;
  /** As the house knows it; empty for the guest of a meeting. */
  name: string;
  mine: boolean;
  steward: boolean;
  guest: boolean;
  /** Whether they can read what was written before they came. */
  past: boolean;
  /** Whether the house's books have them in the process. */
  ofRecord: boolean;
  /** Their keys are new: by which place in the books they are asked again; empty when not. The server's word, proved by the invite. */
  askAgain: string;
  /** Whether this person has asked them already. */
  isAsked: boolean;
  /** Whose keys are not those they came with: who wrote it, and on which day. */
  renewed: { by: string; on: string } | null;
}

export interface InviteShown {
  id: string;
  name: string;
  past: boolean;
  /** Whether they are here already, and have new keys. */
  again: boolean;
  until: string;
  /** The words, on the devices of the one who invited. */
  words: string;
  /** The secret of its link, where one was made there. */
  link: string;
  state: "waiting" | "answered" | "differs";
}

export interface CircleShown extends SpaceShown {
  head: string;
  members: MemberShown[];
  /** Those of the process who are not here; it is as it should be, they may come or not. */
  outside: { id: string; name: string; reachable: boolean; invited: boolean }[];
  invites: InviteShown[];
  hasWholePast: boolean;
  controller: string;
  /** The emergency key that the practice would have here, as the house says. */
  offered: EscrowOffered | null;
}

export class Members {
  constructor(private readonly session: Session) {}

  async of(id: string): Promise<CircleShown> {
    return circleOf(this.session, await opened(this.session, id));
  }

  /** Note that the four words were compared and are the same: from now on the list is followed from here. */
  async compared(id: string): Promise<void> {
    const { length } = (await this.session.space(id)).log;
    await this.session.keep(({ compared }) => ({ compared: { ...compared, [id]: length } }));
  }

  async makeSteward(id: string, member: string): Promise<void> {
    await (await this.session.reopen(id)).write({ act: "steward", member });
    await this.session.reopen(id);
  }

  /** Show somebody out, or a lost device with its keys; the key turns at once. */
  async remove(id: string, member: string, why: "removed" | "lost" | "ended"): Promise<void> {
    await (await this.session.reopen(id)).write({ act: "remove", member, why });
    await this.session.reopen(id);
  }

  /** Turn the key although nobody came or went: after a lost device of one's own. */
  async turn(id: string): Promise<void> {
    await (await this.session.reopen(id)).turn();
    await this.session.reopen(id);
  }

  /** Leave. Refuses (`last-steward`) the only one who can turn the key while others are there. */
  async leave(id: string): Promise<void> {
    const space = await this.session.reopen(id);
    const { log, whole } = space;
    if (space.isSteward && log.stewards.size === 1 && log.members.size > 1) throw new NotGranted("last-steward");
    await space.write({ act: "remove", member: whole.me, why: "left" }).catch(ifOutside);
    this.session.close(id);
  }
}

/** Who has left is told of nothing any more. */
function ifOutside(fault: unknown): void {
  if (!(fault instanceof NotGranted && fault.code === "not-there")) throw fault;
}

function renewal({ renewed }: Space["log"], id: string): MemberShown["renewed"] {
  const found = renewed.get(id);
  return found ? { by: found.by, on: found.at.slice(0, 10) } : null;
}

async function circleOf(session: Session, space: Space): Promise<CircleShown> {
  const { whole, log } = space;
  const anew = new Map(whole.record.map(({ id, member, recipient }) => [member, { id, recipient }]));
  const recorded = new Set(whole.record.map(({ member }) => member));
  const members = [...log.members.keys()].map((id) => ({
    id,
    name: whole.people[id] ?? "",
    mine: id === whole.me,
    steward: log.stewards.has(id),
    guest: log.guests.has(id),
    past: log.epochs[0]?.readers.has(id) ?? false,
    ofRecord: recorded.has(id),
    renewed: renewal(log, id),
    isAsked: whole.invites.some((invite) => invite.member === id && session.memory.words?.[invite.id] !== undefined),
    askAgain: anew.get(id)?.recipient && anew.get(id)?.recipient !== log.members.get(id)?.recipient ? (anew.get(id)?.id ?? "") : "",
  }));
  const invited = new Set(whole.invites.map(({ record }) => record));
  return {
    ...shown(space, session),
    head: log.head,
    members,
    outside: whole.record.filter(({ member }) => !member).map(({ id, name, reachable }) => ({ id, name, reachable, invited: invited.has(id) })),
    invites: await Promise.all(whole.invites.map(async (invite) => ({
      id: invite.id,
      name: invite.name,
      past: invite.past,
      again: invite.member !== null,
      until: invite.until,
      words: session.memory.words?.[invite.id] ?? "",
      link: session.memory.links?.[invite.id] ?? "",
      state: !invite.answer ? "waiting" : !session.memory.words?.[invite.id] || (await isAnswered(session, space, invite)) ? "answered" : "differs",
    } satisfies InviteShown))),
    hasWholePast: space.hasWholePast,
    controller: whole.controller ?? "",
    offered: whole.escrow ?? null,
  };
}
