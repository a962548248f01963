/**
 * T3 of docs/confidentiality.md, the seals' half: six people, four epochs, four kinds of circle, four acts, against a
 * server that denies nothing and has kept every key that was ever sent. The server's half stands in
 * tests/vault/test_membership.py; neither leans on the other.
 */

import { beforeAll, expect, test, vi } from "vitest";
import { fromBase64 } from "../core/bytes";
import { type Kind, openDocument, sealDocument } from "../core/envelope";
import { followLog, type MemberLog } from "../core/member-log";
import { openWith } from "../core/sealing";
import { indexId, Space } from "../worker/space";
import { INSTANCE, OpenHouse, type Resident } from "./open-house";

vi.setConfig({ hookTimeout: 60_000, testTimeout: 120_000 });

const KINDS = ["own", "journal", "group", "pair"] as const;
const ACTS = ["read", "list", "write", "attach"] as const;
type SpaceKind = (typeof KINDS)[number];
type ActName = (typeof ACTS)[number];

/**
 * Epochs one to four, 1 for what opens or is taken for genuine. The supervisor is there from the beginning. Anu joins
 * without the past before the second epoch. Bea is there with the past and has new keys since the fourth: she reads
 * all, and signs with them in the fourth alone. Carl is there, has left in the third, and is back in the fourth.
 * The administrator and the commissioner have the whole database, and notes of their own elsewhere.
 */
const TABLE: Record<SpaceKind, Record<string, Record<ActName, string>>> = {
  own: { supervisor: all("1111"), anu: all("0000"), bea: all("0000"), carl: all("0000"), admin: all("0000"), commissioner: all("0000") },
  journal: { supervisor: all("0000"), anu: all("1111"), bea: all("0000"), carl: all("0000"), admin: all("0000"), commissioner: all("0000") },
  group: {
    supervisor: all("1111"),
    anu: all("0111"),
    bea: { read: "1111", list: "1111", write: "0001", attach: "0001" },
    carl: all("1101"),
    admin: all("0000"),
    commissioner: all("0000"),
  },
  pair: { supervisor: all("1111"), anu: all("0111"), bea: all("0000"), carl: all("0000"), admin: all("0000"), commissioner: all("0000") },
};

function all(epochs: string): Record<ActName, string> {
  return { read: epochs, list: epochs, write: epochs, attach: epochs };
}

const house = new OpenHouse();
const people = new Map<string, Resident>();
const logs = new Map<SpaceKind, MemberLog>();
const spaces = new Map<SpaceKind, string>();
/** What each document of an epoch is called, by circle. */
const documents = new Map<string, string>();

const one = (name: string): Resident => people.get(name) as Resident;
const open = (who: Resident, id: string): Promise<Space> => Space.open(house.apiFor(who.name), who.me, id, undefined);

/** Let somebody in, as a steward's browser does once the words were proved. */
async function adds(by: Resident, id: string, name: string, member: string, past: boolean): Promise<void> {
  const { keys } = one(name);
  house.spaces.get(id)?.invites.push({ id: member, person: name, past, answer: { member, ...keys, proof: "" } });
  const space = await open(by, id);
  const epochs = past ? space.log.epochs.map((_epoch, place) => place + 1) : [];
  await space.write({ act: "add", member: { id: member, ...keys }, past, guest: false }, { keys: await space.keysFor({ id: member, ...keys }, epochs) });
}

async function turns(by: Resident, id: string): Promise<void> {
  await (await open(by, id)).turn();
}

async function writes(by: Resident, kind: SpaceKind, epoch: number): Promise<void> {
  const id = spaces.get(kind) as string;
  const doc = crypto.randomUUID();
  documents.set(`${kind} ${epoch}`, doc);
  await (await open(by, id)).save(doc, kind === "journal" ? "journal" : "note", { v: 1, text: `${kind} ${epoch}` }, null, `${kind} ${epoch}`);
}

beforeAll(async () => {
  for (const name of ["supervisor", "anu", "bea", "carl", "admin", "commissioner"]) people.set(name, await house.resident(name));
  const owners: Record<SpaceKind, Resident> = { own: one("supervisor"), journal: one("anu"), group: one("supervisor"), pair: one("supervisor") };
  for (const kind of KINDS) {
    const { me, name } = owners[kind];
    spaces.set(kind, await Space.found(house.apiFor(name), me, kind, null));
  }
  const [group, pair] = [spaces.get("group") as string, spaces.get("pair") as string];
  const supervisor = one("supervisor");
  await adds(supervisor, group, "bea", "b1", true);
  await adds(supervisor, group, "carl", "c1", true);
  for (let epoch = 1; epoch <= 4; epoch += 1) {
    if (epoch === 2) {
      await adds(supervisor, group, "anu", "a1", false);
      await adds(supervisor, pair, "anu", "a2", false);
    }
    if (epoch === 3) await (await open(one("carl"), group)).write({ act: "remove", member: "c1", why: "left" }).catch(() => undefined);
    if (epoch === 4) {
      const fresh = await house.resident("bea");
      people.set("bea", fresh);
      await (await open(supervisor, group)).write({ act: "rekey", member: { id: "b1", ...fresh.keys } });
      await adds(supervisor, group, "carl", "c2", false);
    }
    for (const kind of KINDS) {
      if (epoch > 1) await turns(owners[kind], spaces.get(kind) as string);
      await writes(owners[kind], kind, epoch);
    }
  }
  const space = await open(supervisor, group);
  await house.apiFor("supervisor").giveKeys(group, await space.keysFor({ id: "b1", ...one("bea").keys }, [1, 2, 3]));
  for (const kind of KINDS) {
    const id = spaces.get(kind) as string;
    const entries = house.spaces.get(id)?.entries.map((text) => JSON.parse(text) as unknown) ?? [];
    logs.set(kind, await followLog(entries, { space: id, instance: INSTANCE }));
  }
});

/** Every key of the circle that this person's own opens, whoever it was sealed for. */
async function keysOf(who: Resident, id: string): Promise<string[]> {
  const found: string[] = [];
  for (const { sealed } of house.spaces.get(id)?.keys ?? []) {
    const identity = await openWith([who.me.held.root], fromBase64(sealed)).catch(() => null);
    if (identity) found.push(new TextDecoder().decode(identity));
  }
  return found;
}

function expected(kind: SpaceKind, epoch: number, doc: string, docKind: Kind) {
  const [id, log] = [spaces.get(kind) as string, logs.get(kind) as MemberLog];
  const authors = new Map([...(log.epochs[epoch - 1]?.members ?? [])].map(([member, { verify }]) => [member, verify]));
  return { place: { instance: INSTANCE, space: id, epoch, doc, kind: docKind }, lastSeen: 0, authors };
}

async function opens(who: Resident, kind: SpaceKind, epoch: number, doc: string, docKind: Kind): Promise<boolean> {
  const sealed = house.documents.get(doc)?.sealed;
  if (!sealed) throw new Error("There is no such document.");
  const keys = await keysOf(who, spaces.get(kind) as string);
  if (keys.length === 0) return false;
  return openDocument(sealed, keys, expected(kind, epoch, doc, docKind)).then(() => true, () => false);
}

/** Whether what this person seals for an epoch, under any id of the list, is taken for genuine by an honest reader. */
async function isTaken(who: Resident, kind: SpaceKind, epoch: number, docKind: Kind, body: string): Promise<boolean> {
  const log = logs.get(kind) as MemberLog;
  const reader = one(kind === "journal" ? "anu" : "supervisor");
  const keys = await keysOf(reader, spaces.get(kind) as string);
  for (const author of new Set([...(house.spaces.get(spaces.get(kind) as string)?.members.keys() ?? [])])) {
    const place = expected(kind, epoch, crypto.randomUUID(), docKind);
    const header = { ...place.place, rev: 1, prev: null, author, at: "2027-01-12T13:00Z" };
    const recipient = log.epochs[epoch - 1]?.recipient ?? "";
    const sealed = await sealDocument(header, { v: 1, text: body }, { signWith: who.me.held.sign, recipient });
    if (await openDocument(sealed, keys, place).then(() => true, () => false)) return true;
  }
  return false;
}

async function does(who: Resident, kind: SpaceKind, epoch: number, act: ActName): Promise<boolean> {
  const own: Kind = kind === "journal" ? "journal" : "note";
  switch (act) {
    case "read":
      return opens(who, kind, epoch, documents.get(`${kind} ${epoch}`) ?? "", own);
    case "list":
      return opens(who, kind, epoch, indexId(spaces.get(kind) as string, epoch), "index");
    case "write":
      return isTaken(who, kind, epoch, own, "words");
    case "attach":
      return isTaken(who, kind, epoch, own, "a".repeat(20_000));
  }
}

test("each of 384 cells is as the table says, with every key that was ever sent at hand", async () => {
  const found: typeof TABLE = structuredClone(TABLE);
  let cells = 0;
  for (const kind of KINDS) {
    for (const name of people.keys()) {
      for (const act of ACTS) {
        const row = await Promise.all([1, 2, 3, 4].map((epoch) => does(one(name), kind, epoch, act)));
        (found[kind][name] as Record<ActName, string>)[act] = row.map(Number).join("");
        cells += row.length;
      }
    }
  }
  expect(found).toEqual(TABLE);
  expect(cells).toBe(384);
});
