import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { rounds } from "../proof/rounds";
import { type Act, type Entry, entryDigest, followLog, type MemberKeys, NO_ENTRY, signedEntry, SPACE_KINDS, type SpaceKind } from "./member-log";
import { newIdentity, recipientOf } from "./sealing";
import { newSigningPair, signingKey } from "./signing";

const PLACE = { space: "aa", instance: "bb" };
const AT = "2027-01-12T13:00Z";
const SINCE = "2027-02-03T09:30Z";
const NAME = "Vire, kassakaappi (Olavi)";
const refused = (reason: string) => expect.objectContaining({ reason });

interface Person {
  keys: MemberKeys;
  sign: CryptoKey;
}
const people = {} as Record<"saara" | "anu" | "bea", Person>;
let epochs: string[];
let paper: string;

beforeAll(async () => {
  for (const [place, name] of (["saara", "anu", "bea"] as const).entries()) {
    const pair = await newSigningPair();
    const keys = { id: `0${place}`, recipient: await recipientOf(await newIdentity()), verify: pair.verify };
    people[name] = { keys, sign: await signingKey(pair.secret) };
  }
  epochs = await Promise.all(Array.from({ length: 40 }, async () => recipientOf(await newIdentity())));
  paper = await recipientOf(await newIdentity());
});

type Written = [keyof typeof people, Act];

async function written(...acts: Written[]): Promise<Entry[]> {
  const log: Entry[] = [];
  for (const [by, act] of acts) {
    const last = log.at(-1);
    const at = act.act === "escrow-on" ? SINCE : AT;
    const place = { space: "aa", seq: log.length + 1, prev: last ? entryDigest(last) : NO_ENTRY, by: people[by].keys.id, at };
    log.push(await signedEntry(act, place, people[by].sign));
  }
  return log;
}

const follow = async (...acts: Written[]) => followLog(await written(...acts), PLACE);
const founding = (kind: SpaceKind = "group"): Written => [
  "saara", { act: "create", instance: "bb", kind, member: people.saara.keys, epoch: epochs[0] as string },
];
const adding = (name: "anu" | "bea", past = false): Written => ["saara", { act: "add", member: people[name].keys, past, guest: false }];
const turning = (place: number): Written => ["saara", { act: "epoch", epoch: epochs[place] as string }];
const on = (changed: Partial<Extract<Act, { act: "escrow-on" }>> = {}, by: keyof typeof people = "saara"): Written => [
  by, { act: "escrow-on", member: "e1", recipient: paper, name: NAME, ...changed },
];
const off = (member = "e1", by: keyof typeof people = "saara"): Written => [by, { act: "escrow-off", member }];

describe("an emergency key", () => {
  test("is named and dated for all, and reads from the next epoch on until it is switched off", async () => {
    const log = await follow(founding(), adding("anu"), turning(1), on(), turning(2), off(), turning(3));
    expect(log.epochs.map(({ readers }) => [...readers].sort())).toEqual([["00"], ["00", "01"], ["00", "01", "e1"], ["00", "01"]]);
    expect((await follow(founding(), on())).escrow).toEqual({ id: "e1", recipient: paper, name: NAME, since: SINCE });
    expect(log.escrow).toBeNull();
  });

  test("makes a new key due when it comes and when it goes: nothing is sealed before that", async () => {
    expect((await follow(founding(), on())).rotationDue).toBe(true);
    expect((await follow(founding(), on(), turning(1))).rotationDue).toBe(false);
    expect((await follow(founding(), on(), turning(1), off())).rotationDue).toBe(true);
    const unread = await follow(founding(), on(), off(), turning(1));
    expect(unread.epochs.every(({ readers }) => !readers.has("e1"))).toBe(true);
  });

  test("is nobody who writes, signs, renews the key, or is removed like a member", async () => {
    const acts = [founding(), adding("anu"), turning(1), on(), turning(2)];
    const log = await follow(...acts);
    expect([...log.members.keys()]).toEqual(["00", "01"]);
    expect(log.epochs.every(({ members }) => !members.has("e1"))).toBe(true);
    const attempts: Act[] = [
      { act: "steward", member: "e1" },
      { act: "remove", member: "e1", why: "removed" },
      { act: "rekey", member: { ...people.bea.keys, id: "e1" } },
    ];
    for (const act of attempts) await expect(follow(...acts, ["saara", act])).rejects.toEqual(refused("context"));
    const chain = await written(...acts);
    const place = { space: "aa", seq: 6, prev: entryDigest(chain[4] as Entry), by: "e1", at: AT };
    for (const act of [off()[1], { act: "remove", member: "e1", why: "left" } as const, turning(3)[1]]) {
      await expect(followLog([...chain, await signedEntry(act, place, people.bea.sign)], PLACE)).rejects.toEqual(refused("author"));
    }
  });

  test("takes no room in a pair", async () => {
    const log = await follow(founding("pair"), on(), turning(1), adding("anu"), turning(2));
    expect([log.members.size, [...(log.epochs[2]?.readers ?? [])]]).toEqual([2, ["00", "01", "e1"]]);
  });

  test("is switched by a steward alone", async () => {
    const acts = [founding(), adding("anu"), turning(1)];
    await expect(follow(...acts, on({}, "anu"))).rejects.toEqual(refused("author"));
    await expect(follow(...acts, on(), turning(2), off("e1", "anu"))).rejects.toEqual(refused("author"));
    await expect(follow(...acts, off())).rejects.toEqual(refused("context"));
    await expect(follow(...acts, on(), off("e2"))).rejects.toEqual(refused("context"));
  });

  test("is one at a time, and another one comes after it under an id of its own", async () => {
    const other = epochs[39] as string;
    await expect(follow(founding(), on(), on({ member: "e2", recipient: other }))).rejects.toEqual(refused("context"));
    await expect(follow(founding(), on(), turning(1), off(), on())).rejects.toEqual(refused("context"));
    const log = await follow(founding(), on(), turning(1), off(), on({ member: "e2" }), turning(2));
    expect(log.epochs.map(({ readers }) => [...readers].filter((id) => id.startsWith("e")))).toEqual([[], ["e1"], ["e2"]]);
  });

  test("is nobody who was here with an earlier key, and never comes in as a member, who could be given the past", async () => {
    const gone: Written = ["saara", { act: "remove", member: "01", why: "removed" }];
    for (const past of [false, true]) {
      const acts = [founding(), adding("anu", past), turning(1), gone];
      await expect(follow(...acts, on({ recipient: people.anu.keys.recipient }))).rejects.toEqual(refused("context"));
      await expect(follow(...acts, on({ member: "01" }))).rejects.toEqual(refused("context"));
    }
    await expect(follow(founding(), on({ recipient: people.saara.keys.recipient }))).rejects.toEqual(refused("context"));
    for (const acts of [[on(), turning(1)], [on(), turning(1), off(), turning(2)]]) {
      for (const changed of [{ recipient: paper }, { id: "e1" }]) {
        const member = { ...people.bea.keys, ...changed };
        const joins: Written = ["saara", { act: "add", member, past: true, guest: false }];
        await expect(follow(founding(), ...acts, joins)).rejects.toEqual(refused("context"));
        const anew: Written = ["saara", { act: "rekey", member: { ...member, id: "id" in changed ? "e1" : "00" } }];
        await expect(follow(founding(), ...acts, anew)).rejects.toEqual(refused("context"));
      }
    }
  });

  test.each([
    ["name", ""], ["name", " Vire"], ["name", "Vire "], ["name", "x".repeat(81)], ["name", "Vi\nre"], ["name", "Vi\u202ere"], ["name", "Vi\u200bre"],
    ["name", "Vi\u2028re"], ["name", 1], ["name", null], ["recipient", "age1"], ["recipient", 1], ["member", "X"], ["member", ""], ["more", 1],
  ])("is refused with %s %j", async (field, value) => {
    await expect(follow(founding(), on({ [field]: value } as object))).rejects.toEqual(refused("form"));
  });
});

test("whatever stewards write, no journal and no notes of one's own let an emergency key in, and nowhere does it read what was before", { timeout: 60_000 }, async () => {
  const step = fc.constantFrom("on", "off", "turn", "in", "past", "out");
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SPACE_KINDS), fc.array(step, { maxLength: 14 }), async (kind, steps) => {
      let acts = [founding(kind)];
      let [turned, keys, running] = [1, 0, ""];
      const mayRead = new Map<string, number[]>();
      /** Write it if everybody would follow it; says whether. */
      const takes = async (act: Written): Promise<boolean> => {
        const accepted = await follow(...acts, act).then(() => true, () => false);
        if (accepted) acts = [...acts, act];
        return accepted;
      };
      for (const one of steps) {
        if (one === "on" && (await takes(on({ member: `e${keys}` })))) {
          expect([kind, running]).toEqual([expect.stringMatching(/^(group|pair)$/), ""]);
          running = `e${keys}`;
          mayRead.set(running, []);
          keys += 1;
        } else if (one === "off" && (await takes(off(running || "e99")))) running = "";
        else if (one === "turn" && (await takes(turning(turned)))) {
          mayRead.get(running)?.push(turned);
          turned += 1;
        } else if (one === "in" || one === "past") await takes(adding("anu", one === "past"));
        else if (one === "out") await takes(["saara", { act: "remove", member: "01", why: "removed" }]);
      }
      const log = await follow(...acts);
      for (const [id, allowed] of mayRead) {
        expect(log.epochs.flatMap(({ readers }, place) => (readers.has(id) ? [place] : []))).toEqual(allowed);
      }
      if (kind === "own" || kind === "journal") expect(mayRead.size).toBe(0);
    }),
    { numRuns: rounds(150) },
  );
});
