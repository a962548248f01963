/** The guest of one meeting: let in by the leader, who shows a link; and the guest's own way in. */

import { held } from "../../keys/secret";
import { guestKeys, newSeed, readLink, writtenLink } from "../guest-link";
import type { Session } from "../session";
import { endGuest } from "../tending";
import { opened } from "./circles";

export class Guests {
  constructor(private readonly session: Session) {}

  /** Let a guest in for this meeting; gives the link's secret end. A running meeting keeps the one it has. */
  async letIn(id: string, minutes: number): Promise<string> {
    const space = await opened(this.session, id);
    const running = this.session.memory.guests?.[id];
    if (running && space.log.guests.has(running.member)) return running.link;
    const [seed, member] = [newSeed(), crypto.randomUUID()];
    const { keys, word } = await guestKeys(seed);
    const ends = new Date(Date.now() + minutes * 60_000).toISOString();
    await space.write({ act: "add", member: { id: member, ...keys }, past: false, guest: true }, { guest: { word, minutes } });
    const { length, head } = (await this.session.reopen(id)).log; // the key is turned: the guest's begins here
    const link = writtenLink({ seed, length, head });
    await this.session.keep(({ guests }) => ({ guests: { ...guests, [id]: { link, member, ends } } }));
    return link;
  }

  async end(id: string): Promise<void> {
    await endGuest(this.session, await this.session.reopen(id));
  }

  /** Come in by a link; gives the circle. Refuses what the link's end of the list does not lead to. */
  async enter(text: string): Promise<string> {
    const { seed, length, head } = readLink(text);
    const { secret, keys, word } = await guestKeys(seed);
    const { instance, space, member } = await this.session.api.enterAsGuest(word);
    this.session.beginAsGuest({ instance, person: member, keys, held: await held(secret) }, { [space]: { length, head, index: 0 } });
    await this.session.reopen(space);
    return space;
  }
}
