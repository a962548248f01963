import { bech32 } from "@scure/base";
import { beforeEach, describe, expect, test } from "vitest";
import { canonical, digest, fromBase64, type Json, utf8 } from "../core/bytes";
import { openDocument } from "../core/envelope";
import { type Act, type Entry, followLog, signedEntry } from "../core/member-log";
import { newIdentity, openWith, recipientOf } from "../core/sealing";
import { INSTANCE, OpenHouse, type Resident } from "../proof/open-house";
import { Circles } from "./rooms/circles";
import { Documents } from "./rooms/documents";
import { EmergencyKey } from "./rooms/emergency-key";
import { Guests } from "./rooms/guests";
import { Members } from "./rooms/members";
import type { KeySent } from "./space";

const refused = (reason: string) => expect.objectContaining({ reason });
const notGranted = (code: string) => expect.objectContaining({ code });
const NAME = "Vire, kassakaappi";

let house: OpenHouse;
let aino: Resident;
let bea: Resident;
let id: string;
/** What is on the paper. */
let paper: { secret: string; recipient: string };

beforeEach(async () => {
  house = new OpenHouse();
  [aino, bea] = await Promise.all([house.resident("aino"), house.resident("bea")]);
  id = await new Circles(aino.session).found("group", "p");
  const secret = await newIdentity();
  paper = { secret, recipient: await recipientOf(secret) };
  kept().escrow = { recipient: paper.recipient, name: NAME };
});

const kept = (space = id) => house.spaces.get(space) as NonNullable<ReturnType<typeof house.spaces.get>>;
const offered = () => ({ recipient: paper.recipient, name: NAME });
const end = (): string => paper.recipient.slice(-12);
const key = (one: Resident) => new EmergencyKey(one.session);
const save = (doc: string, text: string) => new Documents(aino.session).save(id, doc, "note", { v: 1, title: text, text }, null, text);

/** Let somebody in, as a steward's browser does once the words were proved. */
async function adds(who: Resident, past = false): Promise<void> {
  const member = crypto.randomUUID();
  const space = await aino.session.reopen(id);
  kept().invites.push({ id: member, person: who.name, past, answer: { member, ...who.keys, proof: "" } });
  const epochs = past ? space.log.epochs.map((_epoch, place) => place + 1) : [];
  const keys = await space.keysFor({ id: member, ...who.keys }, epochs);
  await space.write({ act: "add", member: { id: member, ...who.keys }, past, guest: false }, { keys });
  await aino.session.reopen(id);
}

/** Which epochs the paper opens, of all keys that were ever sent, whoever they were sent for. */
async function opensWithPaper(): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (const { epoch, sealed } of kept().keys) {
    const identity = await openWith([paper.secret], fromBase64(sealed)).catch(() => null);
    if (identity) found.set(epoch, new TextDecoder().decode(identity));
  }
  return found;
}

describe("the emergency key of a practice", () => {
  test("opens with its paper what is written from then on, and nothing of before", async () => {
    await save("d1", "before");
    await key(aino).on(id, offered(), end());
    await save("d2", "after");

    const opened = await opensWithPaper();
    expect([...opened.keys()]).toEqual([2]);
    const [space, after, before] = [await aino.session.space(id), house.documents.get("d2"), house.documents.get("d1")];
    const authors = new Map([[space.whole.me, aino.keys.verify]]);
    const place = { instance: INSTANCE, space: id, epoch: 2, doc: "d2", kind: "note" } as const;
    const { body } = await openDocument(after?.sealed as Uint8Array, [opened.get(2) as string], { place, lastSeen: 0, authors });
    expect(body).toEqual({ v: 1, title: "after", text: "after" });
    await expect(openWith([opened.get(2) as string, paper.secret], before?.sealed as Uint8Array)).rejects.toEqual(refused("recipient"));
  });

  test("is sealed to at each turn, whoever comes, until it is switched off; then the key turns", async () => {
    await key(aino).on(id, offered(), end());
    await adds(bea);
    await adds(await house.resident("carl"), true); // with the past no key turns
    await new Guests(aino.session).letIn(id, 90);
    await new Members(aino.session).turn(id);
    expect([...(await opensWithPaper()).keys()].sort()).toEqual([2, 3, 4, 5]);
    await key(aino).off(id);
    await new Members(aino.session).turn(id);
    expect(kept().epoch).toBe(7);
    expect([...(await opensWithPaper()).keys()].sort()).toEqual([2, 3, 4, 5]);
    await key(aino).off(id); // pressed twice
    expect(kept().epoch).toBe(7);
  });

  test("is shown to every member, with its holder and since when", async () => {
    await adds(bea);
    await key(aino).on(id, offered(), paper.recipient.toUpperCase().replace(/(.{4})/g, "$1 "));
    for (const one of [aino, bea]) {
      const { escrow, readers, turnDue } = await new Circles(one.session).open(id);
      expect([escrow, turnDue]).toEqual([{ id: expect.any(String) as string, ...offered(), since: expect.stringMatching(/^\d{4}-.*Z$/) as string }, false]);
      expect(readers).toEqual(["aino", "bea"]);
    }
  });

  test("is let in by a steward alone", async () => {
    await adds(bea);
    await expect(key(bea).on(id, offered(), end())).rejects.toEqual(refused("author"));
    await key(aino).on(id, offered(), end());
    await expect(key(bea).off(id)).rejects.toEqual(refused("author"));
  });
});

describe("a server that would like to read along", () => {
  const entries = () => kept().entries.length;

  test("names another key than the paper's: what is typed from the paper does not fit, and nothing is signed", async () => {
    const liar = await recipientOf(await newIdentity());
    await expect(key(aino).on(id, { recipient: liar, name: NAME }, end())).rejects.toEqual(notGranted("escrow-differs"));
    for (const typed of ["", end().slice(1), `x${end()}`, end().slice(0, -1)]) {
      await expect(key(aino).on(id, offered(), typed)).rejects.toEqual(notGranted("escrow-differs"));
    }
    expect(entries()).toBe(1);
  });

  test("names what is no key, or one that anybody opens: refused before anything is signed", async () => {
    const withSum = bech32.encode("age", bech32.toWords(new Uint8Array(32)));
    const typo = `${paper.recipient.slice(0, -1)}${paper.recipient.endsWith("q") ? "p" : "q"}`;
    for (const recipient of [withSum, typo, `age1${"q".repeat(58)}`, bech32.encode("age", bech32.toWords(new Uint8Array(31)), 99)]) {
      await expect(key(aino).on(id, { recipient, name: NAME }, recipient.slice(-12)), recipient).rejects.toEqual(refused("form"));
    }
    for (const name of ["", "Bea\u202e", "x".repeat(81)]) {
      await expect(key(aino).on(id, { ...offered(), name }, end())).rejects.toEqual(refused("form"));
    }
    expect(entries()).toBe(1);
  });

  test("names a key and asks for a turn: it is sealed to nobody who is not in the signed list", async () => {
    kept().turnDue = true;
    await new Members(aino.session).turn(id);
    expect([...(await opensWithPaper()).keys()]).toEqual([]);
    expect((await new Circles(aino.session).open(id)).escrow).toBeNull();
  });

  test("writes the entry itself, in whoever's name: nobody follows the list, and nothing is sealed", async () => {
    await adds(bea);
    const space = await aino.session.reopen(id);
    const [ainoId, beaId] = [...space.log.members.keys()];
    const act: Act = { act: "escrow-on", member: crypto.randomUUID(), ...offered() };
    const place = { space: id, seq: space.log.length + 1, prev: space.log.head, at: "2027-01-12T13:00Z" };
    const honest = [...kept().entries];
    for (const [by, signer, code] of [[ainoId, bea, "signature"], [beaId, bea, "author"], [act.member, bea, "author"]] as const) {
      const entry = await signedEntry(act, { ...place, by: by as string }, signer.me.held.sign);
      kept().entries = [...honest, canonical(entry as unknown as Json)];
      await expect(aino.session.reopen(id)).rejects.toEqual(refused(code));
      await expect(save(crypto.randomUUID(), "x")).resolves.toBeDefined(); // sealed for the list that was verified before
    }
    expect([...(await opensWithPaper()).keys()]).toEqual([]);
  });

  test("cannot change who is said to hold it, nor hide that it reads", async () => {
    await key(aino).on(id, offered(), end());
    const honest = [...kept().entries];
    kept().entries = honest.map((text) => text.replace(NAME, "Bea"));
    await expect(aino.session.reopen(id)).rejects.toEqual(refused("signature"));
    kept().entries = honest.slice(0, 1);
    await expect(aino.session.reopen(id)).rejects.toEqual(refused("older"));
  });

  test("gets no earlier key for it out of a steward's browser", async () => {
    await key(aino).on(id, offered(), end());
    const space = await aino.session.reopen(id);
    const asked = { id: space.log.escrow?.id ?? "", recipient: paper.recipient };
    for (const one of [asked, { ...asked, id: crypto.randomUUID() }]) {
      await expect(space.keysFor(one, [1])).rejects.toEqual(refused("context"));
    }
    const member = { id: crypto.randomUUID(), recipient: paper.recipient, verify: bea.keys.verify };
    await expect(space.write({ act: "add", member, past: true, guest: false })).rejects.toEqual(refused("context"));
  });

  test("names one for notes of one's own or a journal: no browser signs it, and none follows it", async () => {
    for (const kind of ["own", "journal"] as const) {
      const alone = await new Circles(aino.session).found(kind, "p");
      kept(alone).escrow = offered();
      await expect(key(aino).on(alone, offered(), end())).rejects.toEqual(refused("context"));
      const [first] = kept(alone).entries.map((text) => JSON.parse(text) as Entry) as [Entry];
      const place = { space: alone, seq: 2, prev: digest(utf8(canonical(first as unknown as Json))), by: first.by, at: "2027-01-12T13:00Z" };
      const entry = await signedEntry({ act: "escrow-on", member: "e1", ...offered() }, place, aino.me.held.sign);
      await expect(followLog([first, entry], { space: alone, instance: INSTANCE })).rejects.toEqual(refused("context"));
      expect((kept(alone).keys as KeySent[]).length).toBe(1);
    }
  });
});
