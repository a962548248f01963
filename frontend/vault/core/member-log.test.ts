import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Act, type Entry, entryDigest, followLog, type MemberKeys, NO_ENTRY, signedEntry } from "./member-log";
import { newIdentity, recipientOf } from "./sealing";
import { newSigningPair, signingKey } from "./signing";
import { rounds } from "../proof/rounds";

const PLACE = { space: "aa", instance: "bb" };
const AT = "2027-01-12T13:00Z";
const refused = (reason: string) => expect.objectContaining({ reason });

interface Person {
  keys: MemberKeys;
  sign: CryptoKey;
}
const people: Record<string, Person> = {};
let epochs: string[];

beforeAll(async () => {
  for (const [place, name] of ["saara", "anu", "bea", "carl", "dora"].entries()) people[name] = await person(place);
  epochs = await Promise.all(Array.from({ length: 40 }, async () => recipientOf(await newIdentity())));
});

async function person(place: number): Promise<Person> {
  const pair = await newSigningPair();
  const keys = { id: `0${place}`, recipient: await recipientOf(await newIdentity()), verify: pair.verify };
  return { keys, sign: await signingKey(pair.secret) };
}

const keysOf = (name: string): MemberKeys => (people[name] as Person).keys;

/** Write acts one after another, each by the one named first. */
async function written(...acts: [string, Act][]): Promise<Entry[]> {
  const log: Entry[] = [];
  for (const [by, act] of acts) {
    const last = log.at(-1);
    const place = { space: "aa", seq: log.length + 1, prev: last ? entryDigest(last) : NO_ENTRY, by: keysOf(by).id, at: AT };
    log.push(await signedEntry(act, place, (people[by] as Person).sign));
  }
  return log;
}

const founding = (kind: "own" | "journal" | "group" | "pair" = "group"): [string, Act] => [
  "saara", { act: "create", instance: "bb", kind, member: keysOf("saara"), epoch: epochs[0] as string },
];
const adding = (name: string, past = false, guest = false): [string, Act] => [
  "saara", { act: "add", member: keysOf(name), past, guest },
];
const turning = (place: number): [string, Act] => ["saara", { act: "epoch", epoch: epochs[place] as string }];
const removing = (name: string, by = "saara", why: "left" | "removed" | "lost" = "removed"): [string, Act] => [
  by, { act: "remove", member: keysOf(name).id, why },
];

describe("who may read what", () => {
  test("one who joins without the past reads from the next epoch on; one who joins with it reads all", async () => {
    const log = await followLog(await written(founding(), adding("anu"), turning(1), adding("bea", true)), PLACE);

    const readers = log.epochs.map((epoch) => [...epoch.readers].sort());
    expect(readers).toEqual([["00", "02"], ["00", "01", "02"]]);
    expect([...log.members.keys()]).toEqual(["00", "01", "02"]);
    expect(log.rotationDue).toBe(false);
  });

  test("after a leaving, and after new keys, nothing is sealed before the key is turned", async () => {
    const acts = [founding(), adding("anu"), turning(1)];
    for (const act of [removing("anu"), removing("anu", "anu", "left"), removing("anu", "saara", "lost")]) {
      const log = await followLog(await written(...acts, act), PLACE);
      expect(log.rotationDue).toBe(true);
      const turned = await followLog(await written(...acts, act, turning(2)), PLACE);
      expect([...(turned.epochs[2]?.readers ?? [])]).toEqual(["00"]);
      expect(turned.rotationDue).toBe(false);
    }
    const anew: Act = { act: "rekey", member: { ...keysOf("dora"), id: keysOf("anu").id } };
    const log = await followLog(await written(...acts, ["saara", anew]), PLACE);
    expect(log.rotationDue).toBe(true);
    expect(log.epochs[1]?.members.get("01")?.verify).toBe(keysOf("anu").verify); // what was signed stays checkable
  });

  test("a guest comes without the past, and never becomes a steward", async () => {
    const log = await followLog(await written(founding(), adding("anu", false, true), turning(1)), PLACE);
    expect([...log.guests]).toEqual(["01"]);
    const gone = await followLog(await written(founding(), adding("anu", false, true), removing("anu")), PLACE);
    expect([[...gone.guests], [...gone.members.keys()]]).toEqual([[], ["00"]]);
    await expect(followLog(await written(founding(), adding("anu", true, true)), PLACE)).rejects.toEqual(refused("context"));
    const raised: [string, Act] = ["saara", { act: "steward", member: "01" }];
    await expect(
      followLog(await written(founding(), adding("anu", false, true), raised), PLACE),
    ).rejects.toEqual(refused("context"));
  });

  test("a journal and notes of one's own have one reader, a pair two", async () => {
    for (const kind of ["own", "journal"] as const) {
      await expect(followLog(await written(founding(kind), adding("anu")), PLACE)).rejects.toEqual(refused("context"));
    }
    expect((await followLog(await written(founding("pair"), adding("anu")), PLACE)).members.size).toBe(2);
    await expect(followLog(await written(founding("pair"), adding("anu"), adding("bea")), PLACE)).rejects.toEqual(
      refused("context"),
    );
  });
});

describe("new keys without another steward", () => {
  const anew = (name: string, whose: string, by = whose): [string, Act] => [by, { act: "rekey", member: { ...keysOf(name), id: keysOf(whose).id } }];
  const three = (): [string, Act][] => [founding(), adding("anu"), adding("bea"), turning(1)];

  test("one puts one's own in the place of those of before; the words are to be compared anew", async () => {
    const log = await followLog(await written(...three(), anew("dora", "anu")), PLACE);
    expect([log.members.get("01")?.verify, log.rotationDue, log.unchecked]).toEqual([keysOf("dora").verify, true, 5]);
    expect(log.renewed.get("01")).toEqual({ by: "01", at: AT });
    const by = await followLog(await written(...three(), anew("dora", "anu", "saara")), PLACE);
    expect([by.unchecked, by.renewed.get("01")?.by]).toEqual([0, "00"]);
  });

  test("what was signed with those of before is followed no further", async () => {
    const log = await written(...three(), anew("dora", "anu"), ["anu", { act: "remove", member: "01", why: "left" }]);
    await expect(followLog(log, PLACE)).rejects.toEqual(refused("signature"));
  });

  test("of the only steward, who has lost them, any member who stays writes them, and nobody else's", async () => {
    const log = await followLog(await written(...three(), anew("dora", "saara", "anu")), PLACE);
    expect([[...log.stewards], log.members.get("00")?.verify, log.unchecked]).toEqual([["00"], keysOf("dora").verify, 5]);
    await expect(followLog(await written(...three(), anew("dora", "bea", "anu")), PLACE)).rejects.toEqual(refused("author"));
    const two: [string, Act] = ["saara", { act: "steward", member: "02" }];
    await expect(followLog(await written(...three(), two, anew("dora", "saara", "anu")), PLACE)).rejects.toEqual(refused("author"));
  });

  test("neither a guest nor the emergency key renews anything, and nobody takes another's", async () => {
    const guest = [founding(), adding("anu", false, true), turning(1)] as [string, Act][];
    const { id, recipient } = keysOf("bea");
    const escrow = [founding(), ["saara", { act: "escrow-on", member: id, recipient, name: "Toimisto" }], turning(1)] as [string, Act][];
    for (const [acts, by] of [[guest, "anu"], [escrow, "bea"]] as const) {
      await expect(followLog(await written(...acts, anew("dora", "saara", by)), PLACE)).rejects.toEqual(refused("author"));
      await expect(followLog(await written(...acts, anew("dora", by)), PLACE)).rejects.toEqual(refused("author"));
    }
    await expect(followLog(await written(...three(), anew("bea", "anu")), PLACE)).rejects.toEqual(refused("context"));
  });
});

describe("what nobody may write", () => {
  test("a member who is no steward adds, removes or turns nothing, but may leave", async () => {
    const acts = [founding(), adding("anu"), turning(1)];
    const attempts: [string, Act][] = [
      ["anu", { act: "add", member: keysOf("bea"), past: false, guest: false }],
      ["anu", { act: "steward", member: keysOf("anu").id }],
      ["anu", { act: "epoch", epoch: epochs[2] as string }],
      removing("saara", "anu"),
      removing("anu", "anu", "removed"),
      removing("saara", "anu", "left"), // leaves in another's name
    ];
    for (const attempt of attempts) {
      await expect(followLog(await written(...acts, attempt), PLACE)).rejects.toEqual(refused("author"));
    }
  });

  test("a stranger who signs as a steward is found by the signature", async () => {
    const log = await written(founding());
    const place = { space: "aa", seq: 2, prev: entryDigest(log[0] as Entry), by: keysOf("saara").id, at: AT };
    const forged = await signedEntry(adding("anu")[1], place, (people["carl"] as Person).sign);
    await expect(followLog([...log, forged], PLACE)).rejects.toEqual(refused("signature"));
  });

  test("the last steward does not leave the others behind; a second one takes over", async () => {
    const acts = [founding(), adding("anu"), turning(1)];
    await expect(followLog(await written(...acts, removing("saara")), PLACE)).rejects.toEqual(refused("context"));
    const second: [string, Act] = ["saara", { act: "steward", member: keysOf("anu").id }];
    const taken: [string, Act] = ["anu", { act: "epoch", epoch: epochs[2] as string }];
    const log = await followLog(await written(...acts, second, removing("saara", "saara", "left"), taken), PLACE);
    expect([...log.stewards]).toEqual(["01"]);
  });

  test("another person's key, a used epoch or a member twice is refused", async () => {
    const copied: [string, Act] = [
      "saara", { act: "add", member: { ...keysOf("bea"), recipient: keysOf("anu").recipient }, past: false, guest: false },
    ];
    for (const act of [copied, adding("anu"), turning(0)]) {
      await expect(followLog(await written(founding(), adding("anu"), act), PLACE)).rejects.toEqual(refused("context"));
    }
    for (const used of [0, 1]) {
      const acts = [founding(), turning(1), turning(used)];
      await expect(followLog(await written(...acts), PLACE)).rejects.toEqual(refused("context"));
    }
  });
});

describe("what a lying server tries", () => {
  const acts = (): [string, Act][] => [founding(), adding("anu"), turning(1), adding("bea"), turning(2)];

  test("it cannot shorten, reorder, repeat or cut out", async () => {
    const log = await written(...acts());
    const whole = await followLog(log, PLACE);
    const seen = { length: whole.length, head: whole.head };
    await expect(followLog(log.slice(0, -1), { ...PLACE, seen })).rejects.toEqual(refused("older"));
    expect((await followLog(log, { ...PLACE, seen })).head).toBe(whole.head);
    for (const wrong of [log.toReversed(), [...log, log[4]], log.toSpliced(2, 1), log.slice(1), log.toSpliced(1, 0, log[1] as Entry)]) {
      await expect(followLog(wrong, PLACE)).rejects.toHaveProperty("name", "Refusal");
    }
    await expect(followLog([], PLACE)).rejects.toEqual(refused("form"));
  });

  test("it cannot show two people different lists without being found", async () => {
    const [left, right] = [await written(...acts()), await written(...acts().slice(0, 3), adding("carl"), turning(3))];
    const seen = { length: 5, head: (await followLog(left, PLACE)).head };
    await expect(followLog(right, { ...PLACE, seen })).rejects.toEqual(refused("older"));
  });

  test("what was seen is gone on from: the same list, and a longer one that begins with it", async () => {
    const log = await written(...acts());
    for (const length of [1, 3, 5]) {
      const { head } = await followLog(log.slice(0, length), PLACE);
      expect((await followLog(log, { ...PLACE, seen: { length, head } })).length).toBe(5);
      await expect(followLog(log, { ...PLACE, seen: { length, head: "f".repeat(64) } })).rejects.toEqual(refused("older"));
    }
  });

  test("it cannot bring a list from another space or installation", async () => {
    const log = await written(founding());
    await expect(followLog(log, { ...PLACE, space: "cc" })).rejects.toEqual(refused("context"));
    await expect(followLog(log, { ...PLACE, instance: "cc" })).rejects.toEqual(refused("context"));
  });

  test("any change of any field is refused", { timeout: 60_000 }, async () => {
    const log = await written(...acts());
    const fields = log.flatMap((entry, place) => Object.keys(entry).map((field) => [place, field] as const));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.anything({ maxDepth: 2 }), async ([place, field], value) => {
        const before = log[place] as unknown as Record<string, unknown>;
        if (Object.is(before[field], value) || JSON.stringify(before[field]) === JSON.stringify(value)) return;
        const changed = log.with(place, { ...before, [field]: value } as unknown as Entry);
        await expect(followLog(changed, PLACE)).rejects.toHaveProperty("name", "Refusal");
      }),
      { numRuns: rounds(2000) },
    );
  });

  test("what is no entry at all is refused as such", async () => {
    for (const wrong of [null, [], "x", {}, { act: "__proto__" }, { act: "constructor" }]) {
      await expect(followLog([wrong], PLACE)).rejects.toEqual(refused("form"));
    }
  });
});

test("whatever stewards do, nobody reads an epoch that was made after the leaving", { timeout: 60_000 }, async () => {
  const names = ["anu", "bea", "carl", "dora"];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom("in", "past", "out", "turn")), { maxLength: 12 }), async (steps) => {
      const acts: [string, Act][] = [founding()];
      const inside = new Set<string>();
      const mayRead = new Map<string, Set<number>>(names.map((name) => [name, new Set<number>()]));
      let turned = 1;
      for (const [name, step] of steps) {
        if (step === "turn") {
          acts.push(turning(turned));
          for (const reader of inside) mayRead.get(reader)?.add(turned);
          turned += 1;
        } else if (step === "out" && inside.delete(name)) {
          acts.push(removing(name));
        } else if (step !== "out" && !inside.has(name)) {
          inside.add(name);
          acts.push(adding(name, step === "past"));
          if (step === "past") for (let epoch = 0; epoch < turned; epoch += 1) mayRead.get(name)?.add(epoch);
        }
      }
      const log = await followLog(await written(...acts), PLACE);
      for (const [name, epochsOfOne] of mayRead) {
        const id = keysOf(name).id;
        expect(log.epochs.flatMap((epoch, place) => (epoch.readers.has(id) ? [place] : []))).toEqual([...epochsOfOne].sort((a, b) => a - b));
      }
    }),
    { numRuns: rounds(150) },
  );
});
