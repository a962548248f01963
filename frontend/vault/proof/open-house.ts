/**
 * A server that keeps everything and denies nobody anything: what is still closed there is closed by the seals alone.
 *
 * It answers as the real one does (tests/vault/test_circles.py holds that one to its rules) to as much as circles ask.
 */

import { toBase64 } from "../core/bytes";
import { held, newSecret, type PublicKeys, type Secret } from "../keys/secret";
import { type EscrowOffered, type InviteAnswer, NotGranted, type ServerApi, type SpaceWhole } from "../worker/api";
import { Session } from "../worker/session";
import type { KeySent, Me } from "../worker/space";

export const INSTANCE = "aaaaaaaa-0000-4000-8000-000000000000";

export interface Kept {
  id: string;
  space: string;
  kind: string;
  epoch: number;
  rev: number;
  sealed: Uint8Array;
}

interface KeptSpace {
  id: string;
  kind: SpaceWhole["kind"];
  entries: string[];
  heads: string[];
  /** Every sealed key that was ever sent, also those that the real server has erased since. */
  keys: KeySent[];
  members: Map<string, string>;
  gone: Set<string>;
  epoch: number;
  turnDue: boolean;
  /** The emergency key that this server names. */
  escrow: EscrowOffered | null;
  invites: { id: string; person: string; past: boolean; answer: InviteAnswer | null }[];
  news: number;
  /** Every post that was ever kept, in order; what was let go is empty and stays. */
  posts: KeptPost[];
}

export interface KeptPost {
  id: string;
  seq: number;
  epoch: number;
  sealed: Uint8Array | null;
}

export interface Resident {
  name: string;
  secret: Secret;
  keys: PublicKeys;
  me: Me;
  session: Session;
}

export class OpenHouse {
  readonly spaces = new Map<string, KeptSpace>();
  readonly documents = new Map<string, Kept>();
  private readonly guests = new Map<string, { space: string; member: string }>();

  /** One more person with notes of their own, on a device of theirs; or one with new keys, who knows those of before. */
  async resident(name: string, former: Secret[] = []): Promise<Resident> {
    const { secret, keys } = await newSecret();
    const me: Me = { instance: INSTANCE, person: crypto.randomUUID(), keys, held: await held(secret) };
    const session = new Session(this.apiFor(name));
    session.begin(me, { rev: 0, seen: {}, former });
    return { name, secret, keys, me, session };
  }

  visitor(): Session {
    return new Session(this.apiFor("guest"));
  }

  private found(id: string): KeptSpace {
    const space = this.spaces.get(id);
    if (!space) throw new NotGranted("not-there");
    return space;
  }

  private whole(id: string, person: string): SpaceWhole {
    const space = this.found(id);
    const me = [...space.members].reverse().find(([member, name]) => name === person && !space.gone.has(member))?.[0];
    if (!me) throw new NotGranted("not-there");
    const inside = [...space.members].filter(([member]) => !space.gone.has(member));
    const ofName = new Map(inside.map(([member, name]) => [name, member]));
    return {
      id, kind: space.kind, process: null, epoch: space.epoch, turnDue: space.turnDue, length: space.entries.length,
      head: space.heads.at(-1) ?? "", me, entries: [...space.entries],
      keys: newestOf(space.keys.filter(({ member }) => member === me)),
      documents: [...this.documents.values()].filter((one) => one.space === id).map(({ id: doc, kind, epoch, rev }) => ({ id: doc, kind, epoch, rev })),
      inside: inside.map(([member]) => member),
      people: Object.fromEntries(space.members),
      record: [],
      escrow: space.escrow,
      invites: space.invites.map(({ id: invite, person: name, past, answer }) => ({
        id: invite, record: name, name, past, until: "2999-01-01", member: ofName.get(name) ?? null, answer,
      })),
    };
  }

  private take(space: KeptSpace, { entry, head, keys, guest }: { entry: string; head: string; keys: KeySent[]; guest?: { word: string } }): void {
    const said = JSON.parse(entry) as Record<string, unknown>;
    if (said["seq"] !== space.entries.length + 1) throw new NotGranted("overtaken");
    const member = said["member"];
    if (said["act"] === "add") {
      const { id } = member as { id: string };
      if (guest) this.guests.set(guest.word, { space: space.id, member: id });
      const invite = space.invites.find(({ answer }) => answer?.member === id);
      space.members.set(id, guest ? "guest" : (invite?.person ?? ""));
      space.turnDue ||= said["past"] !== true;
    }
    if (said["act"] === "remove") space.gone.add(member as string);
    if (said["act"] === "remove" || said["act"] === "rekey") space.turnDue = true;
    if (said["act"] === "add" || said["act"] === "rekey") {
      space.invites = space.invites.filter(({ answer }) => answer?.member !== (member as { id: string }).id);
    }
    if (said["act"] === "escrow-on" || said["act"] === "escrow-off") space.turnDue = true;
    if (said["act"] === "epoch") [space.epoch, space.turnDue] = [space.epoch + 1, false];
    space.entries.push(entry);
    space.heads.push(head);
    space.keys.unshift(...keys);
  }

  private keepPost(space: KeptSpace, id: string, epoch: number, sealed: Uint8Array): number {
    const known = space.posts.find((one) => one.id === id);
    if (known) return known.seq;
    if (space.turnDue || epoch !== space.epoch) throw new NotGranted("turn-due");
    space.news += 1;
    return space.posts.push({ id, seq: space.posts.length + 1, epoch, sealed });
  }

  apiFor(person: string): ServerApi {
    const api: Partial<ServerApi> = {
      foundSpace: (said) => {
        const { id, kind, ...writing } = said as { id: string; kind: SpaceWhole["kind"]; entry: string; head: string; keys: KeySent[] };
        const { by } = JSON.parse(writing.entry) as { by: string };
        this.spaces.set(id, {
          id, kind, entries: [writing.entry], heads: [writing.head], keys: [...writing.keys], members: new Map([[by, person]]),
          gone: new Set(), epoch: 1, turnDue: false, escrow: null, invites: [], news: 0, posts: [],
        });
        return Promise.resolve({ spaces: [], places: {}, invites: [] });
      },
      space: async (id) => this.whole(id, person),
      writeEntry: async (id, said) => {
        this.take(this.found(id), said as Parameters<OpenHouse["take"]>[1]);
        return this.whole(id, person);
      },
      invite: async (id, said) => {
        const { id: invite, record, past } = said as { id: string; record: string; past: boolean };
        this.found(id).invites.push({ id: invite, person: record, past, answer: null });
        return this.whole(id, person);
      },
      withdraw: async (id, invite) => {
        const space = this.found(id);
        space.invites = space.invites.filter((one) => one.id !== invite);
        return this.whole(id, person);
      },
      answer: async (invite, answer) => {
        for (const space of this.spaces.values()) for (const one of space.invites) if (one.id === invite) one.answer = answer;
        return {};
      },
      giveKeys: async (id, keys) => {
        this.found(id).keys.unshift(...(keys as KeySent[]));
        return this.whole(id, person);
      },
      document: async (id) => {
        const found = this.documents.get(id);
        if (!found) throw new NotGranted("not-there");
        return found;
      },
      keep: async (version, sealed) => {
        const before = this.documents.get(version.id);
        if ((before?.rev ?? 0) !== version.rev - 1) throw new NotGranted("overtaken");
        const space = this.found(version.space);
        if (space.turnDue || version.epoch !== space.epoch) throw new NotGranted("turn-due");
        this.documents.set(version.id, { ...version, sealed });
        space.news += 1;
      },
      several: async (space, ids) => {
        const found = ids.flatMap((id) => this.documents.get(id) ?? []).filter((one) => one.space === space);
        return { documents: found.map(({ id, epoch, rev, sealed }) => ({ id, epoch, rev, sealed: toBase64(sealed) })) };
      },
      erase: async (id) => {
        const space = this.spaces.get(this.documents.get(id)?.space ?? "");
        if (space) space.news += 1;
        this.documents.delete(id);
      },
      post: async (id, of, epoch, sealed) => this.keepPost(this.found(of), id, epoch, sealed),
      news: async (id) => ({ news: this.found(id).news, posts: this.found(id).posts.length }),
      posts: async (id, after) => ({
        posts: this.found(id).posts.flatMap(({ sealed, ...one }) => (sealed && one.seq > after ? [{ ...one, sealed: toBase64(sealed) }] : [])).slice(0, 200),
      }),
      letPostsGo: async (id, until) => {
        for (const one of this.found(id).posts) if (one.seq <= until) one.sealed = null;
        return {};
      },
      keepKeyring: async () => ({}),
      enterAsGuest: async (word) => {
        const found = this.guests.get(word);
        if (!found) throw new NotGranted("not-in");
        return { instance: INSTANCE, ...found };
      },
    };
    return api as ServerApi;
  }
}

/** Of each epoch what was sealed last, as the real one keeps it. */
const newestOf = (keys: readonly KeySent[]): { epoch: number; sealed: string }[] =>
  keys.filter(({ epoch }, place) => keys.findIndex((one) => one.epoch === epoch) === place).map(({ epoch, sealed }) => ({ epoch, sealed }));
