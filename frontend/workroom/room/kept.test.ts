import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { deliver } from "../../vault/drafts/deliver";
import type { Draft } from "../../vault/drafts/draft";
import { markOf } from "../../vault/drafts/draft";
import { noteOf } from "../../vault/drafts/note";
import { Refused, shelfOf, StandIn } from "../../vault/drafts/standing-in";
import type { Json } from "../../vault/core/bytes";
import { asTool } from "../tools";
import type { Tool } from "../tool";
import { Kept, type Stood, type When } from "./kept";
import { workOf } from "./work";

const lines: Tool<string[]> = {
  id: "topics", name: () => "Aiheet", about: () => "", one: true,
  empty: () => [], read: (state) => state as string[], page: () => [], sheet: () => ({ title: "", parts: [] }), words: (state) => state,
  take: (state, { text = "" }) => [...state, text],
  anew: (state) => state.filter((line) => line.startsWith("jäi")),
};

class Device {
  readonly drafts = new Map<string, Draft>();
  when: When = { meeting: null, on: "2026-11-24" };
  besides: string[] = [];

  constructor(
    readonly server: StandIn,
    public online = true,
  ) {}

  open(unsent: readonly Draft[] = []): Kept {
    const stood: Stood[] = [...this.server.kept].map(([id, { rev, body }]) => {
      const note = noteOf(JSON.parse(body) as Json);
      return { id, note, base: { rev, mark: String(rev) }, from: markOf(note), beside: null, draft: null };
    });
    for (const draft of unsent) {
      const one: Stood = { id: draft.id, note: draft.note, base: draft.base, from: draft.from, beside: draft.beside, draft };
      const at = stood.findIndex(({ id }) => id === draft.id);
      if (at < 0) stood.push(one);
      else stood[at] = one;
    }
    const shelf = shelfOf(this.server, () => (this.online ? "through" : "lost"));
    return new Kept(asTool(lines), "topics", "Aiheet", stood, () => this.when, {
      space: "s",
      writer: (shows) => ({
        keep: (draft, trying) => {
          const tried = trying ? [...draft.tried, markOf(draft.note)] : draft.tried;
          this.drafts.set(draft.id, { ...draft, tried });
          return Promise.resolve(tried);
        },
        drop: (id) => Promise.resolve(void this.drafts.delete(id)),
        send: (draft) => deliver(draft, shelf),
        look: () => Promise.resolve(null),
        keepsDrafts: () => true,
        codeOf: (fault) => (fault instanceof Refused ? fault.code : "failed"),
        newId: () => crypto.randomUUID(),
        ...shows,
      }),
      drawn: () => undefined,
      besides: (id) => this.besides.push(id),
    });
  }

  get there(): Json[] {
    return this.server.notes().map((note) => workOf(note).state);
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("each meeting leaves a version of its own, and the earlier ones stay as they were", async () => {
  const device = new Device(new StandIn());
  const kept = device.open();
  device.when = { meeting: "yksi", on: "2026-11-24" };
  kept.goOn();
  kept.change(["jäi tämä", "valmis"]);
  await kept.sent();
  device.when = { meeting: "kaksi", on: "2026-12-08" };
  kept.goOn();
  expect([kept.state, kept.earlier.map(({ on }) => on)]).toEqual([["jäi tämä"], ["2026-11-24"]]);
  kept.change(["jäi tämä", "uusi"]);
  await kept.sent();
  expect(device.there).toEqual([["jäi tämä", "valmis"], ["jäi tämä", "uusi"]]);
  expect(device.open().state).toEqual(["jäi tämä", "uusi"]);
});

test("what a meeting wrote goes on, whatever somebody wrote on a page that was open meanwhile; that stays as well", async () => {
  const server = new StandIn();
  for (const meeting of ["a", "b", "c", "d"]) {
    const [leader, member] = [new Device(server), new Device(server)];
    const [led, other] = [leader.open(), member.open()];
    leader.when = { meeting, on: "2026-11-24" };
    led.goOn();
    led.change([`jäi ${meeting}`]);
    other.change(["kotona kirjoitettu"]);
    await led.sent();
    await other.sent();
    leader.when = { meeting: `${meeting} jälkeen`, on: "2026-12-08" };
    expect(leader.open().state).toEqual([`jäi ${meeting}`]);
    expect(leader.open().earlier.some(({ state }) => (state as string[]).includes("kotona kirjoitettu"))).toBe(true);
  }
});

test("between meetings a day is one version", async () => {
  const device = new Device(new StandIn());
  const kept = device.open();
  kept.change(["a"]);
  await kept.sent();
  const again = device.open();
  again.change(["a", "b"]);
  await again.sent();
  expect(device.there).toEqual([["a", "b"]]);
});

test("without a connection it is kept here, and goes on from there after the page was killed", async () => {
  const device = new Device(new StandIn(), false);
  const kept = device.open();
  kept.take({ id: "p", said: { id: "1", ask: "a", from: "f", name: "", text: "aihe" }, nonce: null });
  await kept.sent();
  expect([kept.isSent, device.there]).toEqual([false, []]);
  const again = device.open([...device.drafts.values()]);
  device.online = true;
  again.take({ id: "p", said: { id: "1", ask: "a", from: "f", name: "", text: "aihe" }, nonce: null });
  await again.sent();
  expect([again.isSent, device.there]).toEqual([true, [["aihe"]]]);
});

test("two devices that begin the same version keep both", async () => {
  const server = new StandIn();
  const [one, other] = [new Device(server), new Device(server)];
  const [first, second] = [one.open(), other.open()];
  first.change(["ensin"]);
  second.change(["toiseksi"]);
  await first.sent();
  await second.sent();
  expect(one.there).toEqual([["ensin"], ["toiseksi"]]);
  expect([one.besides.length, other.besides.length]).toEqual([0, 1]);
});

test("what waits hidden in one meeting is not carried into the next", async () => {
  const device = new Device(new StandIn());
  device.when = { meeting: "yksi", on: "2026-11-24" };
  const kept = device.open();
  kept.hide({ id: "1", ask: "a", from: "f", name: "", bound: "b", kept: "sealed" });
  await kept.sent();
  device.when = { meeting: "kaksi", on: "2026-12-08" };
  kept.goOn();
  expect(kept.work.waiting).toEqual([]);
});

test("what was prepared before a meeting, the meeting, and what is written after it on the same day follow each other", async () => {
  const device = new Device(new StandIn());
  let kept = device.open();
  kept.change(["jäi aamulla"]);
  await kept.sent();
  for (const meeting of ["yksi", "kaksi"]) {
    device.when = { meeting, on: "2026-11-24" };
    kept.goOn();
    kept.change([...(kept.state as string[]), `jäi ${meeting}`]);
    await kept.sent();
    kept = device.open(); // the page was loaded anew in the middle
    expect((kept.state as string[]).at(-1)).toBe(`jäi ${meeting}`);
  }
  device.when = { meeting: null, on: "2026-11-24" };
  kept.goOn();
  expect(kept.state).toEqual(["jäi aamulla", "jäi yksi", "jäi kaksi"]);
  kept.change([...(kept.state as string[]), "illalla"]);
  await kept.sent();
  const last = device.open();
  expect([last.state, last.earlier.map(({ meeting }) => meeting)]).toEqual([["jäi aamulla", "jäi yksi", "jäi kaksi", "illalla"], [null, "yksi", "kaksi"]]);
});
