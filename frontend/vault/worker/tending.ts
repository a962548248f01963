/** What a steward's browser does by itself when it opens a circle: let in who has proved it, show out whose time is over. */

import type { MemberKeys } from "../core/member-log";
import type { InviteSent } from "./api";
import { isProved } from "./joining";
import { ifNotOvertaken, type Session } from "./session";
import type { Space } from "./space";

/** The circle after it was tended. Whoever is no steward lets nobody in but the only steward, who has new keys. */
export async function tended(session: Session, space: Space): Promise<Space> {
  let now = space.isSteward ? await withoutEndedGuests(session, space) : space;
  for (const { id } of now.whole.invites) {
    const invite = now.whole.invites.find((one) => one.id === id && (space.isSteward || isOnlySteward(now, one.member)));
    if (invite && (await isAnswered(session, now, invite))) now = await admitted(session, now, invite);
  }
  return now;
}

/** Whether the answer was made with the words, or the link, that this person's devices gave out. */
export async function isAnswered(session: Session, space: Space, { id, answer }: InviteSent): Promise<boolean> {
  const { words, links } = session.memory;
  for (const secret of [links?.[id], words?.[id]]) {
    if (!secret || !answer) continue;
    const asked = JSON.stringify([id, secret, answer]);
    const known = session.proved.get(asked) ?? (await isProved(secret, { id, space: space.whole.id }, answer));
    session.proved.set(asked, known);
    if (known) return true;
  }
  return false;
}

async function admitted(session: Session, space: Space, invite: InviteSent): Promise<Space> {
  const { answer, past } = invite;
  if (!answer) return space;
  const member: MemberKeys = { id: answer.member, recipient: answer.recipient, verify: answer.verify };
  const before = space.log.members.has(member.id);
  const { id } = space.whole;
  try {
    if (before) {
      await space.write({ act: "rekey", member }, { keys: await space.keysFor(member, pastOf(space, member.id)) });
    } else {
      const epochs = past ? space.log.epochs.map((_epoch, place) => place + 1) : [];
      await space.write({ act: "add", member, past, guest: false }, { keys: await space.keysFor(member, epochs) });
    }
  } catch (fault) {
    ifNotOvertaken(fault); // another device of a steward was first
  }
  const now = await session.reopen(id);
  await forgetWords(session, invite.id);
  return now;
}

/** Of one whose keys are new: those epochs that the list says they could read, and whose keys are here. */
const pastOf = (space: Space, member: string): number[] =>
  space.log.epochs.flatMap(({ readers }, place) => (readers.has(member) && space.opens(place + 1) ? [place + 1] : []));

export const isOnlySteward = ({ log: { stewards } }: Space, member: string | null): boolean =>
  stewards.size === 1 && member !== null && stewards.has(member);

export function forgetWords(session: Session, invite: string): Promise<void> {
  return session.keep(({ words, links }) => {
    const [{ [invite]: spent, ...rest }, { [invite]: shown, ...others }] = [words ?? {}, links ?? {}];
    return spent === undefined && shown === undefined ? null : { words: rest, links: others };
  });
}

async function withoutEndedGuests(session: Session, space: Space): Promise<Space> {
  const { id } = space.whole;
  const running = session.memory.guests?.[id];
  if (!running || Date.parse(running.ends) > Date.now()) return space;
  return endGuest(session, space);
}

/** The meeting is over: its guest is shown out, and the key turns. */
export async function endGuest(session: Session, space: Space): Promise<Space> {
  const { id } = space.whole;
  let now = space;
  for (const guest of space.log.guests) {
    await now.write({ act: "remove", member: guest, why: "ended" }).catch(ifNotOvertaken);
    now = await session.reopen(id);
  }
  await session.keep(({ guests }) => {
    const { [id]: ended, ...rest } = guests ?? {};
    return ended === undefined ? null : { guests: rest };
  });
  return now;
}
