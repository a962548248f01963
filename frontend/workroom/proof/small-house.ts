/**
 * For tests: one meeting's server, the lines that lead to it, and a leader's device, without sealing and pages.
 *
 * The server's rules are those of tests/vault/test_posts.py and, for documents, of drafts/standing-in.ts. What is sealed
 * is another proof's business (worker/posts.test.ts).
 */

import type { Json } from "../../vault/core/bytes";
import { deliver, type Shelf } from "../../vault/drafts/deliver";
import { type Draft, markOf } from "../../vault/drafts/draft";
import { bodyOf, type Note, noteOf } from "../../vault/drafts/note";
import { Refused, StandIn } from "../../vault/drafts/standing-in";
import type { House } from "../../vault/app/house";
import { type Client, Fault } from "../../vault/worker/calls";
import type { SpaceShown } from "../../vault/worker/rooms/circles";

export const SPACE = "3f0e7a52-8d1c-4a57-9d0e-0c2f6a1b9d11";

interface KeptPost {
  id: string;
  seq: number;
  body: string;
  gone: boolean;
}

type Listed = SpaceShown["listed"][number];

export class MeetingServer {
  readonly documents = new StandIn();
  readonly listed = new Map<string, Listed>();
  readonly posts: KeptPost[] = [];
  /** A member has come or gone: nothing is kept before the key has turned. */
  turnDue = false;
  /** The guests' door is shut; members have none. */
  shut = false;
  hasDoor = true;
  private happened = 0;

  news = (): { news: number; posts: number } => ({ news: this.happened, posts: this.posts.length });

  post(id: string, body: Json): number {
    const known = this.posts.find((one) => one.id === id);
    if (known) return known.seq;
    if (this.turnDue) throw new Refused("turn-due");
    this.happened += 1;
    return this.posts.push({ id, seq: this.posts.length + 1, body: JSON.stringify(body), gone: false });
  }

  since = (after: number) => this.posts.filter(({ seq, gone }) => seq > after && !gone).slice(0, 200);

  letGo(until: number): void {
    for (const one of this.posts) if (one.seq <= until) one.gone = true;
  }

  keep(id: string, rev: number, body: string): void {
    if (this.turnDue) throw new Refused("turn-due");
    this.documents.keep(id, rev, body);
    this.happened += 1;
  }

  list(listed: Listed): void {
    this.listed.set(listed.id, listed);
    this.happened += 1; // the list is a document as well
  }
}

export type Chance = () => number;

/** The way of one page to the server. What is asked while it is down, or lost on the way, is told as a missing connection. */
export class Line {
  down = false;
  /** The page is gone: nothing that it still waits for ever comes. */
  dead = false;

  constructor(
    private readonly chance: Chance,
    /** How often a request, or its answer, is lost just now. */
    private readonly loses: () => number,
  ) {}

  async ask<Answer>(act: () => Answer): Promise<Answer> {
    await this.takes(20 + this.chance() * 200);
    if (this.down || this.chance() < this.loses()) throw new Fault("offline");
    let answer: Answer;
    try {
      answer = act();
    } catch (fault) {
      throw fault instanceof Refused ? new Fault(fault.code) : fault;
    }
    await this.takes(20 + this.chance() * 200);
    if (this.down || this.chance() < this.loses()) throw new Fault("offline"); // it was done, and its answer was lost
    return answer;
  }

  private takes = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(() => !this.dead && resolve(), ms));
}

const copy = (body: Json): Json => JSON.parse(JSON.stringify(body)) as Json;
const before = (rev: number) => ({ rev, mark: String(rev) });

/** What a phone asks of the server. */
export function phoneOf(server: MeetingServer, line: Line): { posts: Pick<Client["posts"], "send" | "news">; live: Pick<Client["live"], "read"> } {
  const open = <Answer>(act: () => Answer): Promise<Answer> =>
    line.ask(() => {
      if (server.shut && server.hasDoor) throw new Refused("not-in");
      return act();
    });
  return {
    posts: { send: (_space, id, body) => open(() => server.post(id, copy(body))), news: () => open(server.news) },
    live: { read: (_space, doc, lastSeen) => open(() => readLive(server, doc, lastSeen, false)) },
  };
}

function readLive(server: MeetingServer, doc: string, lastSeen: number, mine: boolean) {
  const there = server.documents.kept.get(doc);
  if (!there) return null;
  if (there.rev < lastSeen) throw new Refused("refused-older");
  return { body: JSON.parse(there.body) as Json, ...before(there.rev), mine };
}

/** What a leader's device keeps on its disk, over every page that is opened on it. */
export type Disk = Map<string, Draft>;

/** One page of the leader's, as far as a meeting asks of its house. `disk` is null where nothing may be kept. */
export function houseOf(server: MeetingServer, line: Line, disk: Disk | null): House {
  const memory: Disk = new Map();
  const kept = disk ?? memory;
  const shelf = shelfOf(server, line);
  const here = <Answer>(act: () => Answer): Promise<Answer> => (line.dead ? new Promise(() => undefined) : Promise.resolve(act()));
  const client = {
    posts: {
      news: () => line.ask(server.news),
      since: (_space: string, after: number) =>
        line.ask(() => server.since(after).map(({ id, seq, body }) => ({ id, seq, author: "", name: "", mine: false, at: "", body: JSON.parse(body) as Json }))),
      letGo: (_space: string, until: number) => line.ask(() => server.letGo(until)),
    },
    live: {
      read: (_space: string, doc: string, lastSeen: number) => line.ask(() => readLive(server, doc, lastSeen, true)),
      save: async (_space: string, doc: string, body: Json, base: { rev: number } | null) => {
        const rev = (base?.rev ?? 0) + 1;
        await line.ask(() => server.keep(doc, rev, JSON.stringify(body)));
        return before(rev);
      },
    },
    documents: {
      all: (_space: string, ids: readonly string[]) =>
        line.ask(() => ids.flatMap((id) => {
          const there = server.documents.kept.get(id);
          return there ? [{ id, body: JSON.parse(there.body) as Json, ...before(there.rev) }] : [];
        })),
    },
    drafts: {
      keep: (draft: Draft, trying: boolean) =>
        here(() => {
          const mark = markOf(draft.note);
          const tried = trying && !draft.tried.includes(mark) ? [...draft.tried, mark] : draft.tried;
          kept.set(draft.id, { ...draft, tried });
          return tried;
        }),
      drop: (id: string) => here(() => void kept.delete(id)),
      mine: () => here(() => [...kept.values()]),
    },
    outbox: {
      send: (draft: Draft) => deliver(draft, shelf),
      look: async (_space: string, id: string) => {
        const found = await shelf.look(id);
        if (!found) throw new Fault("not-there");
        return { ...found, from: markOf(found.note), author: "", at: "" };
      },
    },
    circles: { open: () => line.ask(() => spaceOf(server)) },
    guests: { end: () => line.ask(() => void (server.shut = true)) },
  };
  return { client: client as unknown as Client, watch: () => undefined, keepsDrafts: () => disk !== null } as House;
}

export const spaceOf = (server: MeetingServer): SpaceShown =>
  ({ id: SPACE, listed: [...server.listed.values()], unlisted: [...server.documents.kept.keys()].filter((id) => !server.listed.has(id)) }) as unknown as SpaceShown;

function shelfOf(server: MeetingServer, line: Line): Shelf {
  const list = (id: string, note: Note, rev: number, beside: string | null): void => {
    const now = new Date().toISOString();
    server.list({ id, kind: "work", title: note.title, tags: note.tags, rev, made: server.listed.get(id)?.made ?? now, changed: now, ...(beside && { beside }) });
  };
  return {
    look: (id) =>
      line.ask(() => {
        const there = server.documents.kept.get(id);
        return there ? { note: noteOf(JSON.parse(there.body) as Json), before: before(there.rev) } : null;
      }),
    save: async (id, note, base, beside) => {
      const rev = (base?.rev ?? 0) + 1;
      await line.ask(() => server.keep(id, rev, JSON.stringify(bodyOf(note))));
      await line.ask(() => list(id, note, rev, beside));
      return before(rev);
    },
    list: (id, note, there, beside) => line.ask(() => list(id, note, there.rev, beside)),
    isOvertaken: (fault) => fault instanceof Fault && fault.code === "overtaken",
  };
}
