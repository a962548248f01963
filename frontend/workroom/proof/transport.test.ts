/**
 * Eight phones and a leader's screen, three tools, ten minutes: nothing that was sent is lost or doubled, whatever
 * answers are lost, whoever is without a connection, whichever page is killed. What runs is what runs in a meeting
 * (`room/`); the server and the lines to it are those of `small-house.ts`.
 */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Json } from "../../vault/core/bytes";
import type { Note } from "../../vault/drafts/note";
import { rounds } from "../../vault/proof/rounds";
import type { Ask } from "../ask";
import { askOf } from "../room/live";
import { Meeting } from "../room/meeting";
import { Speaking } from "../room/speaking";
import { workOf } from "../room/work";
import { Works } from "../room/works";
import { tools } from "../tools";
import type { Tool } from "../tool";
import { type Chance, type Disk, houseOf, Line, MeetingServer, phoneOf, spaceOf } from "./small-house";

const PHONES = 8;
const SECOND = 1000;
const SCHEDULES = 200;
const environment = (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env ?? {};
/** Two minutes of each; all ten with PROOF=1. */
const MINUTES = environment["PROOF"] ? 10 : 2;
const FIRST = Number(environment["PROOF_SEED"] ?? 1);

const seeds = (wanted: number): number[] => Array.from({ length: rounds(wanted) }, (_, place) => FIRST + place);

/** Mulberry32: the same schedule again for the same seed. */
function chanceOf(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Asks again and again as a phone's page does, until it is over. */
class Phone {
  readonly speaking: Speaking;
  killed = false;

  constructor(server: MeetingServer, readonly line: Line, private readonly chance: Chance) {
    this.speaking = new Speaking(phoneOf(server, line), spaceOf(server).id, () => undefined);
    void this.turns();
  }

  private async turns(): Promise<void> {
    while (!this.speaking.over && !this.killed) {
      await this.speaking.turn();
      await new Promise((resolve) => setTimeout(resolve, 1500 * (1 + this.chance() / 3)));
    }
  }

  says(text: string): void {
    const asked = this.speaking.live?.asked ?? [];
    const one = asked[Math.floor(this.chance() * asked.length)];
    const ask: Ask | undefined = one && askOf(one);
    if (!ask || ask.form !== "words" || this.killed || this.speaking.over) return;
    this.speaking.say(ask, "Oona", { text });
    void this.speaking.flush();
  }

  dies(): void {
    this.killed = this.line.dead = true;
  }
}

/** The leader's screen: opened, killed, and opened again on what its disk and the server have kept. */
class Leader {
  line: Line;
  /** What the page holds, once it is open. */
  page: { works: Works; meeting: Meeting } | null = null;

  constructor(private readonly server: MeetingServer, private readonly disk: Disk | null, private readonly newLine: () => Line) {
    this.line = newLine();
  }

  /** Open the page; again and again when there is no connection. */
  async opens(): Promise<void> {
    for (;;) {
      this.line.dead = true;
      this.line = this.newLine();
      const house = houseOf(this.server, this.line, this.disk);
      try {
        const works = new Works(house, await house.client.circles.open(spaceOf(this.server).id));
        const meeting = new Meeting(house, works, () => house.client.guests.end(spaceOf(this.server).id));
        this.page = { works, meeting };
        await meeting.look();
        await meeting.takeOver(); // whoever leads presses the button
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, SECOND));
      }
    }
  }

  dies(): void {
    this.line.dead = true;
    this.page?.meeting.stop();
  }

  async asks([id, thread]: (typeof ASKED)[number]): Promise<void> {
    const tool = tools[id];
    if (!tool) throw new Error(id);
    if (!this.page) return;
    const { works, meeting } = this.page;
    const kept = await works.open(tool, thread);
    kept.change(beginning(tool));
    meeting.ask(kept);
  }
}

/** The solutions first: they take nothing in for a problem that is not there. */
const ASKED = [["solutions", "solutions"], ["topics", "topics"], ["perspectives", "0d3c7f6e-2f35-4a0c-8a53-7f1f7f0f3f10"]] as const;

interface Played {
  server: MeetingServer;
  phones: Phone[];
  leader: Leader;
  /** That one, and those it took over from. */
  screens: Leader[];
}

interface Play {
  minutes: number;
  /** How much goes wrong, from 0 to 1. */
  trouble: number;
  /** End it while things still go wrong; phones of members have no door that is shut. */
  ends?: "guests" | "members";
  /** Other screens of the leader take the meeting over. */
  takesOver?: boolean;
}

async function plays(seed: number, { minutes, trouble, ends, takesOver = false }: Play): Promise<Played> {
  const chance = chanceOf(seed);
  const server = new MeetingServer();
  let loses = 0.1 * trouble;
  const newLine = (): Line => new Line(chance, () => loses);
  let leader = new Leader(server, chance() < 0.5 ? new Map() : null, newLine);
  const screens = [leader];
  const opening = leader.opens();
  await vi.advanceTimersByTimeAsync(30 * SECOND);
  await opening;
  void leader.page?.meeting.begin({ meeting: "kerta", title: "Tapaaminen", minutes });
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  const phones = Array.from({ length: PHONES }, () => new Phone(server, newLine(), chance));
  let said = 0;
  for (let second = 0; second < minutes * 60; second += 1) {
    const at = [0, 12, 24].indexOf(second);
    if (at >= 0) void leader.asks(ASKED[at] as (typeof ASKED)[number]).catch(() => undefined); // then it is not asked
    for (const phone of phones) if (chance() < 1 / 20) phone.says(`sanottu ${(said += 1)}`);
    if (chance() < trouble / 30) anyOf(phones, chance).line.down = true;
    if (chance() < trouble / 10) for (const phone of phones) phone.line.down = phone.line.down && chance() < 0.5;
    if (chance() < trouble / 60) leader.line.down = true;
    if (chance() < trouble / 10) leader.line.down = false;
    if (chance() < trouble / 90) server.turnDue = true;
    else if (chance() < 0.3) server.turnDue = false;
    if (chance() < trouble / 240) anyOf(phones, chance).dies();
    if (chance() < trouble / 90) {
      leader.dies();
      await vi.advanceTimersByTimeAsync(SECOND * Math.ceil(chance() * 20));
      void leader.opens();
    }
    if (takesOver && chance() < trouble / 60) {
      // the one before stays open, and finds that it leads no more
      leader = new Leader(server, new Map(), newLine);
      screens.push(leader);
      void leader.opens();
    }
    if (chance() < 1 / 60) void reveals(leader);
    await vi.advanceTimersByTimeAsync(SECOND);
  }
  if (ends) {
    server.hasDoor = ends === "guests";
    void leader.page?.meeting.end();
    for (let second = 0; second < 10; second += 1) {
      for (const phone of phones) if (chance() < 1 / 4) phone.says(`viime hetkellä ${(said += 1)}`);
      if (chance() < trouble / 40) {
        leader.dies();
        void leader.opens();
      }
      await vi.advanceTimersByTimeAsync(SECOND);
    }
  }
  for (const { line } of [...phones, ...screens]) line.down = false;
  loses = 0;
  server.turnDue = false;
  await vi.advanceTimersByTimeAsync(30 * SECOND);
  if (ends && leader.page?.meeting.isRunning) void leader.page.meeting.end(); // it was killed before anybody was told
  await vi.advanceTimersByTimeAsync(30 * SECOND);
  return { server, phones, leader, screens };
}

const anyOf = <One>(all: readonly One[], chance: Chance): One => all[Math.floor(chance() * all.length)] as One;

async function reveals(leader: Leader): Promise<void> {
  const kept = await leader.page?.works.byThread("topics", "topics").catch(() => null);
  if (kept && leader.page?.meeting.leads) await leader.page.meeting.reveal(kept);
}

/** A state of the tool in which it asks phones something. */
function beginning(tool: Tool): Json {
  const state = tool.empty() as { [key: string]: Json };
  if (tool.id === "topics") return { ...state, question: "q-topics" };
  if (tool.id === "solutions") return { ...state, problems: [{ id: "q-solutions", words: "Kiire", options: [] }], asked: "q-solutions" };
  return state;
}

interface Held {
  id: string;
  text: string;
}

/** What the documents at the server hold of what phones said; hidden words that wait have no text. */
function held(documents: readonly Note[]): Held[] {
  return documents.flatMap((note) => {
    if (!note.rest["work"]) return [];
    const { state, waiting } = workOf(note);
    const { topics = [], sayings = [], problems = [] } = state as unknown as { topics?: Held[]; sayings?: Held[]; problems?: { options: { id: string; words: string }[] }[] };
    const options = problems.flatMap((problem) => problem.options.map(({ id, words }) => ({ id, text: words })));
    return [...topics, ...sayings, ...options, ...waiting.map(({ id }) => ({ id, text: "" }))].map(({ id, text }) => ({ id, text }));
  });
}

/** What is held, by its id: more than one text is one thing twice. */
function countedIn(documents: readonly Note[]): Map<string, string[]> {
  const counted = new Map<string, string[]>();
  for (const { id, text } of held(documents)) counted.set(id, [...(counted.get(id) ?? []), text]);
  return counted;
}

const sentTo = (server: MeetingServer): Set<string> => new Set(server.posts.map(({ body }) => (JSON.parse(body) as { said: { id: string } }).said.id));

function holdsTrue({ server, phones, leader }: Played, seed: number): number {
  const [counted, sent] = [countedIn(server.documents.notes()), sentTo(server)];
  expect([...counted].filter(([, texts]) => texts.length > 1), `doubled in schedule ${seed}`).toEqual([]);
  expect([...sent].filter((id) => !counted.has(id)), `lost in schedule ${seed}`).toEqual([]);
  expect([...counted.keys()].filter((id) => !sent.has(id)), `from nowhere in schedule ${seed}`).toEqual([]);
  for (const { speaking, killed } of phones) {
    for (const { said, shown } of killed ? [] : speaking.mine) {
      expect(counted.get(said.id), `of a phone that lives, in schedule ${seed}`).toEqual([shown ? said.text : ""]);
    }
  }
  expect([...server.listed.values()].filter(({ beside }) => beside), `beside in schedule ${seed}`).toEqual([]);
  const meeting = leader.page?.meeting;
  expect([meeting?.leads, meeting?.live?.heard, meeting?.trouble], `schedule ${seed}`).toEqual([true, server.posts.length, ""]);
  return sent.size;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { visibilityState: "visible" });
  vi.stubGlobal("window", globalThis);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("in two hundred schedules of trouble nothing that was sent is lost or doubled", async () => {
  let sent = 0;
  for (const seed of seeds(SCHEDULES)) {
    sent += holdsTrue(await plays(seed, { minutes: MINUTES, trouble: 1 }), seed);
    vi.clearAllTimers();
  }
  expect(sent).toBeGreaterThan(rounds(SCHEDULES) * 20);
}, 1_200_000);

test("screens of the leader that take a meeting over from each other lose nothing, and have nothing twice in one version", async () => {
  for (const seed of seeds(SCHEDULES / 4)) {
    const { server, screens } = await plays(seed, { minutes: MINUTES, trouble: 1, takesOver: true });
    const all = countedIn(server.documents.notes());
    expect([...sentTo(server)].filter((id) => !all.has(id)), `lost in schedule ${seed}`).toEqual([]);
    // what two screens wrote at once is kept in both versions, beside each other: within neither is anything there twice
    for (const note of server.documents.notes()) {
      expect([...countedIn([note])].filter(([, texts]) => texts.length > 1), `doubled in schedule ${seed}`).toEqual([]);
    }
    const hears = screens.filter(({ line, page }) => !line.dead && page?.meeting.leads && page.meeting.live?.heard === server.posts.length);
    expect(hears.length, `schedule ${seed}`).toBeGreaterThan(0);
    vi.clearAllTimers();
  }
}, 600_000);

test.each(["guests", "members"] as const)("at the end of a meeting of %s each thing said is in its document, or its writer is told that it is not", async (ends) => {
  for (const seed of seeds(SCHEDULES / 4)) {
    const { server, phones, leader } = await plays(seed, { minutes: 1, trouble: 1, ends });
    const counted = countedIn(server.documents.notes());
    expect([...counted].filter(([, texts]) => texts.length > 1), `doubled in schedule ${seed}`).toEqual([]);
    for (const { speaking, killed } of phones.filter((phone) => !phone.killed)) {
      expect([killed, speaking.over]).toEqual([false, true]);
      const told = new Set(speaking.left.map(({ said }) => said.id));
      expect(speaking.mine.filter(({ said }) => !told.has(said.id) && counted.get(said.id)?.[0] !== said.text), `lost in schedule ${seed}`).toEqual([]);
    }
    expect([leader.page?.meeting.leads, leader.page?.meeting.live?.ended], `schedule ${seed}`).toEqual([false, true]);
    vi.clearAllTimers();
  }
}, 600_000);

test("no other meeting begins before what was sent to the last one is taken in", async () => {
  const chance = chanceOf(FIRST);
  const server = new MeetingServer();
  const newLine = (): Line => new Line(chance, () => 0);
  const leader = new Leader(server, new Map(), newLine);
  const opening = leader.opens();
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  await opening;
  const meeting = leader.page?.meeting as Meeting;
  const begun = { meeting: "kerta", title: "Tapaaminen", minutes: 60 };
  void meeting.begin(begun);
  await vi.advanceTimersByTimeAsync(5 * SECOND);
  void leader.asks(ASKED[1]);
  const phone = new Phone(server, newLine(), chance);
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  leader.line.down = true;
  phone.says("viimeinen");
  void meeting.end();
  await vi.advanceTimersByTimeAsync(5 * SECOND);
  const refused = expect(meeting.begin({ ...begun, meeting: "toinen" })).rejects.toThrow("offline");
  await vi.advanceTimersByTimeAsync(5 * SECOND);
  await refused;
  leader.line.down = false;
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  void meeting.begin({ ...begun, meeting: "toinen" });
  await vi.advanceTimersByTimeAsync(5 * SECOND);
  expect([meeting.live?.meeting, meeting.leads]).toEqual(["toinen", true]);
  expect(held(server.documents.notes()).map(({ id }) => id)).toEqual([...sentTo(server)]);
  expect(sentTo(server).size).toBe(1);
});

test("posts that were let go are asked for once, not again at each look", async () => {
  const server = new MeetingServer();
  for (const id of ["a", "b"]) server.post(id, null);
  server.letGo(2);
  const leader = new Leader(server, new Map(), () => new Line(() => 0, () => 0));
  const opening = leader.opens();
  await vi.advanceTimersByTimeAsync(5 * SECOND);
  await opening;
  const meeting = leader.page?.meeting as Meeting;
  leader.line.down = true;
  void meeting.begin({ meeting: "kerta", title: "Tapaaminen", minutes: 60 }); // it cannot tell how many there were
  await vi.advanceTimersByTimeAsync(SECOND);
  leader.line.down = false;
  const since = vi.spyOn(server, "since");
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect([since.mock.calls.length, meeting.live?.heard, meeting.trouble]).toEqual([1, 2, ""]);
});
