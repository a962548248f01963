import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, type Json } from "../../vault/core/bytes";
import { rounds } from "../../vault/proof/rounds";
import type { Said } from "../ask";
import * as topics from "./state";
import type { Topics } from "./state";

const brought = (...texts: string[]): Topics => texts.reduce((state, text) => topics.add(state, { id: text, text }), topics.empty());
const order = (state: Topics): string[] => topics.open(state).map(({ id }) => id);
const said = (id: string, more: Partial<Said>): Said => ({ id, ask: "q", from: id, name: "", ...more });
const vote = (from: string, picks: string[], id = `${from}-1`): Said => said(id, { from, picks });
const written = (state: Topics): string => canonical(state as Json);

// anything that a page or a phone can do, in any order

const ids = fc.constantFrom("a", "b", "c", "d", "e");
const act: fc.Arbitrary<(state: Topics) => Topics> = fc.oneof(
  fc.tuple(ids, fc.string(), fc.string()).map(([id, text, name]) => (state: Topics) => topics.add(state, { id, text, name, tags: { kind: "feeling", about: name } })),
  fc.tuple(ids, fc.string()).map(([id, text]) => (state: Topics) => topics.reword(state, id, { text, tags: { looks: "ways" } })),
  ids.map((id) => (state: Topics) => topics.remove(state, id)),
  fc.array(ids).map((some) => (state: Topics) => topics.merge(state, some)),
  ids.map((id) => (state: Topics) => topics.part(state, id)),
  fc.tuple(fc.array(ids), fc.string()).map(([some, heading]) => (state: Topics) => topics.group(state, some, heading)),
  fc.tuple(ids, fc.constantFrom(-1 as const, 1 as const)).map(([id, by]) => (state: Topics) => topics.move(state, id, by)),
  fc.tuple(ids, fc.double()).map(([id, count]) => (state: Topics) => topics.countHands(topics.giveMinutes(state, id, count), id, count)),
  fc.constantFrom("bring" as const, "vote" as const).map((step) => (state: Topics) => topics.asking(state, step, "q")),
  fc.tuple(ids, fc.array(fc.string()), fc.array(ids)).map(([id, texts, picks]) => (state: Topics) => topics.take(state, said(id, picks.length > 0 ? { picks } : { text: texts.join() }))),
  ids.map((id) => (state: Topics) => topics.begin(state, id)),
  fc.boolean().map((done) => (state: Topics) => topics.leave(state, done)),
  ids.map((id) => (state: Topics) => topics.again(state, id)),
  fc.constant(topics.closed), fc.constant(topics.byVotes), fc.constant(topics.anew),
  fc.double().map((most) => (state: Topics) => topics.giveVotes(state, most)),
);
const anyState = fc.array(act, { maxLength: 40 }).map((acts) => acts.reduce((state, one) => one(state), topics.empty()));

test("whatever was done, it is written and read as it was", () => {
  fc.assert(
    fc.property(anyState, (state) => {
      expect(topics.read(JSON.parse(JSON.stringify(state)) as Json)).toEqual(state);
    }),
    { numRuns: rounds(1000) },
  );
});

test("whatever was done, nothing that was brought is lost: it is open, dealt with, within another, or was taken away", () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const shown = [...topics.open(state), ...topics.reached(state)];
      const within = shown.flatMap(({ id }) => topics.merged(state, id));
      expect([...shown, ...within].map(({ id }) => id).sort()).toEqual(state.topics.map(({ id }) => id).sort());
    }),
    { numRuns: rounds(1000) },
  );
});

test("what is said again changes nothing, in whatever state", () => {
  fc.assert(
    fc.property(anyState, fc.array(ids), fc.string(), (state, picks, text) => {
      for (const one of [vote("phone", picks), said("new", { text })]) {
        const once = topics.take(state, one);
        expect(written(topics.take(once, one))).toBe(written(once));
      }
    }),
    { numRuns: rounds(500) },
  );
});

test("topics of phones are the same in whatever order they come, but for their places", () => {
  const several = fc.uniqueArray(fc.record({ id: fc.uuid(), text: fc.string(), name: fc.string() }), { selector: ({ id }) => id });
  const all = (some: { id: string; text: string; name: string }[]): Topics => some.reduce((state, one) => topics.take(state, said(one.id, one)), topics.empty());
  fc.assert(
    fc.property(several, fc.nat(), (some, turn) => {
      const other = [...some.slice(turn % (some.length || 1)), ...some.slice(0, turn % (some.length || 1))].reverse();
      const sorted = ({ topics: list }: Topics): unknown => [...list].sort((one, two) => (one.id < two.id ? -1 : 1));
      expect(sorted(all(other))).toEqual(sorted(all(some)));
    }),
    { numRuns: rounds(300) },
  );
});

test("votes of different phones count the same in whatever order they come, and each phone's last one holds", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(ids, fc.uniqueArray(ids, { maxLength: 3 }))), fc.func(fc.nat()), (votes, shuffle) => {
      const start = topics.asking(brought("a", "b", "c", "d", "e"), "vote", "q");
      const last = [...new Map(votes).entries()];
      const counted = (list: readonly (readonly [string, string[]])[]): number[] => {
        const state = list.reduce((now, [from, picks], place) => topics.take(now, vote(from, picks, `${from}-${place}`)), start);
        return topics.open(state).map((topic) => topics.votesOf(state, topic));
      };
      const mixed = [...last].sort((one, other) => shuffle(one[0]) - shuffle(other[0]));
      expect(counted(votes)).toEqual(counted(last));
      expect(counted(mixed)).toEqual(counted(last));
    }),
    { numRuns: rounds(300) },
  );
});

test("read refuses what is not written as this writes", () => {
  const whole = topics.group(topics.asking(brought("a", "b"), "vote", "q"), ["a"], "h");
  const [first, second] = whole.topics as [topics.Topic, topics.Topic];
  const other = (more: object): Json => JSON.parse(JSON.stringify({ ...whole, ...more })) as Json;
  const broken: Json[] = [
    null, [], "x", {}, other({ v: 2 }), other({ more: 1 }), other({ step: "ask" }), other({ most: 0 }), other({ most: 10 }), other({ most: 1.5 }),
    other({ gone: [1] }), other({ question: null }), other({ topics: {} }), other({ topics: [first, first] }), other({ topics: [{ ...first, text: "" }] }),
    other({ topics: [{ ...first, tags: { ...first.tags, kind: "rumour" } }] }), other({ topics: [{ ...first, tags: {} }] }), other({ topics: [{ ...first, votes: -1 }] }),
    other({ topics: [{ ...first, done: "yes" }] }), other({ topics: [{ ...first, more: 1 }] }), other({ topics: [{ ...first, into: "nowhere" }] }),
    other({ topics: [{ ...first, into: "b" }, { ...second, into: "a" }] }), other({ current: "nowhere" }), other({ ballots: [{ from: "p", picks: [] }] }),
  ];
  expect(topics.read(other({}))).toEqual(whole);
  for (const one of broken) expect(() => topics.read(one), JSON.stringify(one)).toThrow("refused: form");
});

// bringing

test("a topic has the words, the name and the tags that were given, and no tag that there is not", () => {
  const state = topics.take(topics.empty(), said("1", { text: "  Kuka päättää? ", name: " Aino ", tags: { kind: "question", about: "weather", more: "x" } }));
  expect(state.topics[0]).toMatchObject({ id: "1", text: "Kuka päättää?", name: "Aino", tags: { kind: "question", about: "", looks: "" }, holds: true });
});

test("nothing is added of nothing, nor of what is still hidden", () => {
  expect(topics.add(topics.empty(), { id: "1", text: "  " }).topics).toEqual([]);
  expect(topics.take(topics.empty(), said("1", { bound: "f".repeat(64) })).topics).toEqual([]);
});

test("words that are not those their writer was bound to are shown, and said to be so", () => {
  const state = topics.take(topics.empty(), said("1", { text: "Toinen", holds: false }));
  expect(state.topics.map(({ text, holds }) => [text, holds])).toEqual([["Toinen", false]]);
  expect(topics.reword(state, "1", { text: "Vielä toinen" }).topics[0]?.holds).toBe(false);
});

test("a topic that comes late, after the vote has begun, is taken; what was taken away does not come back", () => {
  const voting = topics.asking(brought("a"), "vote", "v");
  expect(order(topics.take(voting, said("late", { text: "Myöhässä", ask: "earlier" })))).toEqual(["a", "late"]);
  const away = topics.remove(brought("a", "b"), "a");
  expect(order(topics.take(away, said("a", { text: "a" })))).toEqual(["b"]);
});

test("words that are emptied by mistake stay as they were", () => {
  expect(topics.reword(brought("a"), "a", { text: " ", name: "Ilkka" }).topics[0]).toMatchObject({ text: "a", name: "Ilkka" });
});

// together and in order

test("merging keeps each one's words within the first, and parting gives it back", () => {
  const state = topics.merge(topics.merge(brought("a", "b", "c"), ["c", "b"]), ["b", "a"]);
  expect(order(state)).toEqual(["a"]);
  expect(topics.merged(state, "a").map(({ id }) => id)).toEqual(["b", "c"]);
  expect(order(topics.part(state, "c"))).toEqual(["a", "c"]);
  expect(order(topics.remove(state, "a"))).toEqual(["b", "c"]);
  expect(topics.merge(state, ["a"])).toBe(state);
});

test("grouping puts those under one heading beside each other, where the first stood", () => {
  const state = topics.group(brought("a", "b", "c", "d"), ["d", "b"], " Palaverit ");
  expect(order(state)).toEqual(["a", "b", "d", "c"]);
  expect(topics.headings(state)).toEqual(["Palaverit"]);
  expect(topics.headings(topics.group(state, ["b", "d"], ""))).toEqual([]);
});

test("a topic goes up and down among the open ones, past those dealt with and merged, and stops at the ends", () => {
  const state = topics.leave(topics.begin(topics.merge(brought("a", "b", "c", "d", "e"), ["d", "e"]), "b"), true);
  expect(order(state)).toEqual(["a", "c", "d"]);
  expect(order(topics.move(state, "c", -1))).toEqual(["c", "a", "d"]);
  expect(order(topics.move(topics.move(state, "a", 1), "a", 1))).toEqual(["c", "d", "a"]);
  expect(topics.move(state, "a", -1)).toBe(state);
  expect(topics.move(state, "d", 1)).toBe(state);
  expect(topics.move(state, "b", 1)).toBe(state);
});

// votes

test("each phone has three votes and one ballot; a new one takes the place of the one before", () => {
  let state = topics.asking(brought("a", "b", "c", "d"), "vote", "q");
  state = topics.take(state, vote("p", ["a", "a", "b", "c", "d"]));
  expect(topics.open(state).map((topic) => topics.votesOf(state, topic))).toEqual([1, 1, 1, 0]);
  state = topics.take(state, vote("p", ["d"], "p-2"));
  state = topics.take(state, vote("p", ["a", "b", "c"])); // the first one once more
  expect(topics.open(state).map((topic) => topics.votesOf(state, topic))).toEqual([0, 0, 0, 1]);
});

test("votes for another question, or after the vote, do not count", () => {
  const state = topics.asking(brought("a"), "vote", "q");
  expect(topics.take(state, said("1", { ask: "earlier", picks: ["a"] }))).toBe(state);
  const over = topics.closed(state);
  expect(topics.take(over, vote("p", ["a"]))).toBe(over);
});

test("when the vote is over its figures stay and nobody's ballot does", () => {
  let state = topics.asking(brought("a", "b", "c"), "vote", "q");
  state = [vote("p", ["b", "c"]), vote("r", ["c"])].reduce(topics.take, state);
  state = topics.byVotes(topics.closed(state));
  expect(order(state)).toEqual(["c", "b", "a"]);
  expect(topics.open(state).map((topic) => topics.votesOf(state, topic))).toEqual([2, 1, 0]);
  expect(JSON.stringify(state)).not.toMatch(/"p"|"r"|p-1/);
});

test("who votes for two that are then merged counts once, before the vote is over and after it", () => {
  let state = topics.asking(brought("a", "b", "c"), "vote", "q");
  state = topics.merge([vote("p", ["a", "b"]), vote("r", ["b"])].reduce(topics.take, state), ["a", "b"]);
  const votes = (now: Topics): number[] => topics.open(now).map((topic) => topics.votesOf(now, topic));
  expect(votes(state)).toEqual([2, 0]);
  expect(votes(topics.closed(state))).toEqual([2, 0]);
});

test("raised hands count beside phones, and those under one heading stay together when votes put them in order", () => {
  let state = topics.group(brought("a", "b", "c", "d"), ["a", "d"], "h");
  state = topics.countHands(topics.countHands(state, "d", 3), "b", 2);
  expect(order(topics.byVotes(state))).toEqual(["d", "a", "b", "c"]);
  expect(topics.countHands(state, "b", NaN).topics.find(({ id }) => id === "b")?.hands).toBe(0);
});

// the meeting, and the next

test("what was dealt with stays behind; the rest is there next time in its order, without votes and minutes", () => {
  let state = topics.giveMinutes(topics.countHands(topics.merge(brought("a", "b", "c", "d"), ["a", "b"]), "c", 2), "c", 20);
  state = topics.leave(topics.begin(topics.move(state, "d", -1), "a"), true);
  const next = topics.anew(state);
  expect(order(next)).toEqual(["d", "c"]);
  expect(next.topics.every(({ kept, hands, minutes }) => kept && hands === 0 && minutes === 0)).toBe(true);
  expect(next).toMatchObject({ step: "bring", question: "", current: "", ballots: [], gone: [] });
});

test("a topic that is begun closes the vote; left unfinished it stays in its place, and may be taken up again", () => {
  let state = topics.begin(topics.take(topics.asking(brought("a", "b"), "vote", "q"), vote("p", ["b"])), "b");
  expect([state.step, topics.current(state)?.id, topics.votesOf(state, state.topics[1] as topics.Topic)]).toEqual(["talk", "b", 1]);
  state = topics.leave(state, false);
  expect(order(state)).toEqual(["a", "b"]);
  state = topics.leave(topics.begin(state, "a"), true);
  expect(order(state)).toEqual(["b"]);
  expect(order(topics.again(state, "a"))).toEqual(["a", "b"]);
  expect(topics.begin(state, "a")).toBe(state);
});
