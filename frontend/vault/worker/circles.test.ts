import { beforeEach, describe, expect, test, vi } from "vitest";
import { canonical, fromBase64, type Json } from "../core/bytes";
import { type Entry, entryDigest, signedEntry } from "../core/member-log";
import { openWith } from "../core/sealing";
import { LIST_LENGTH } from "../core/words";
import { OpenHouse, type Resident } from "../proof/open-house";
import type { Asked, InviteAnswer } from "./api";
import { guestKeys, newSeed, readLink, writtenLink } from "./guest-link";
import { isProved, newLinkSecret, proofOf } from "./joining";
import { Circles } from "./rooms/circles";
import { Documents } from "./rooms/documents";
import { Guests } from "./rooms/guests";
import { Invites } from "./rooms/invites";
import { Members } from "./rooms/members";
import type { Session } from "./session";
import { forgetWords } from "./tending";

const LIST = Array.from({ length: LIST_LENGTH }, (_, place) => `sana${place}`);
vi.setConfig({ testTimeout: 30_000 }); // each proof is stretched on purpose
const refused = (reason: string) => expect.objectContaining({ reason });
const notGranted = (code: string) => expect.objectContaining({ code });

let house: OpenHouse;
let aino: Resident;
let bea: Resident;
let id: string;

beforeEach(async () => {
  house = new OpenHouse();
  [aino, bea] = await Promise.all([house.resident("aino"), house.resident("bea")]);
  id = await new Circles(aino.session).found("group", "p");
});

const circles = (one: { session: Session }): Circles => new Circles(one.session);
const save = (one: { session: Session }, doc: string, title: string) =>
  new Documents(one.session).save(id, doc, "note", { v: 1, title, text: title }, null, title);
const titles = async (one: { session: Session }): Promise<string[]> =>
  (await circles(one).open(id)).listed.map(({ title }) => title).sort();

async function asked(who: Resident, past = false): Promise<{ words: string; invite: Asked }> {
  const words = await new Invites(aino.session).invite(id, who.name, past, LIST);
  const found = house.spaces.get(id)?.invites.at(-1);
  const inside = (await aino.session.reopen(id)).whole.invites.at(-1)?.member ?? null;
  return { words, invite: { id: found?.id ?? "", space: id, kind: "group", process: null, by: "aino", past, answered: false, member: inside } };
}

async function joins(who: Resident, past = false): Promise<void> {
  const { words, invite } = await asked(who, past);
  await new Invites(who.session).answer(invite, words);
  await circles(aino).open(id);
}

describe("coming in", () => {
  test("who was told the words is let in when the steward looks, and the key turns at once", async () => {
    await save(aino, "d1", "before");
    await joins(bea);

    const shown = await new Members(bea.session).of(id);
    expect(shown.members.map(({ name, past, mine }) => [name, past, mine])).toEqual([["aino", true, false], ["bea", false, true]]);
    expect([shown.turnDue, shown.unverified, shown.listed]).toEqual([false, true, []]);
    await save(bea, "d2", "after");
    expect(await titles(aino)).toEqual(["after", "before"]);
    expect(await titles(bea)).toEqual(["after"]);
  });

  test("with the past one reads all of it, and no key turns", async () => {
    await save(aino, "d1", "before");
    await joins(bea, true);
    expect(await titles(bea)).toEqual(["before"]);
    expect(house.spaces.get(id)?.epoch).toBe(1);
  });

  test("one who erased their account is shown out of the list by the next steward, and the circle goes on", async () => {
    await joins(bea, true);
    const space = house.spaces.get(id);
    const member = [...(space?.members ?? [])].find(([, name]) => name === "bea")?.[0] ?? "";
    space?.gone.add(member);
    if (space) space.turnDue = true; // as the real one does

    const now = await aino.session.reopen(id);
    expect([[...now.log.members.keys()].includes(member), now.log.rotationDue, now.log.epochs.length]).toEqual([false, false, 2]);
    await save(aino, "d1", "after");
    expect(await titles(aino)).toEqual(["after"]);
  });

  test("a server that puts other keys in the answer's place gets nobody in, whatever proof it shows", async () => {
    const { words, invite } = await asked(bea);
    await new Invites(bea.session).answer(invite, words);
    const eve = await house.resident("eve");
    const kept = house.spaces.get(id)?.invites[0] as { answer: InviteAnswer };
    const honest: InviteAnswer = kept.answer;
    const proof = await proofOf("kissa koira kettu karhu", invite, honest);
    for (const changed of [{ recipient: eve.keys.recipient }, { verify: eve.keys.verify }, { member: crypto.randomUUID() }, { proof }]) {
      kept.answer = { ...honest, ...changed };
      expect((await new Members(aino.session).of(id)).invites[0]?.state).toBe("differs");
      expect((await aino.session.space(id)).log.members.size).toBe(1);
    }
    kept.answer = honest;
    await circles(aino).open(id);
    expect((await aino.session.space(id)).log.members.size).toBe(2);
  });

  test("wrong words let nobody in; the right ones may follow", async () => {
    const { words, invite } = await asked(bea);
    await new Invites(bea.session).answer(invite, "kissa koira kettu karhu");
    await circles(aino).open(id);
    expect((await new Members(aino.session).of(id)).invites.map(({ state, words: told }) => [state, told])).toEqual([["differs", words]]);
    await new Invites(bea.session).answer(invite, words.toUpperCase().replaceAll(" ", "  "));
    await circles(aino).open(id);
    expect((await aino.session.space(id)).log.members.size).toBe(2);
    await expect(new Invites(bea.session).answer(invite, "kolme sanaa vain")).rejects.toEqual(notGranted("not-four-words"));
  });

  test("an invite that was taken back is answered in vain", async () => {
    const { words, invite } = await asked(bea);
    await new Invites(aino.session).withdraw(id, invite.id);
    await new Invites(bea.session).answer(invite, words);
    await circles(aino).open(id);
    expect((await aino.session.space(id)).log.members.size).toBe(1);
  });

  test("whoever opened the link is let in as with the words, and both are spent", async () => {
    const { words, invite } = await asked(bea);
    const invites = new Invites(aino.session);
    await invites.link(invite.id);
    const shown = async () => (await new Members(aino.session).of(id)).invites.map(({ words: told, link }) => [told, link]);
    const [[, link = ""] = []] = await shown();
    expect(link).toMatch(/^[a-z2-7]{32}$/);
    await invites.link(invite.id);
    expect(await shown()).toEqual([[words, link]]); // one link, however often it is asked for

    await new Invites(bea.session).answerBy(invite, link);
    expect((await new Members(aino.session).of(id)).members.map(({ name }) => name)).toEqual(["aino", "bea"]);
    expect([aino.session.memory.words, aino.session.memory.links]).toEqual([{}, {}]);
  });

  test("the words hold beside a link, another link does not, and what is withdrawn leaves neither", async () => {
    const { words, invite } = await asked(bea);
    const invites = new Invites(aino.session);
    await invites.link(invite.id);
    await new Invites(bea.session).answerBy(invite, newLinkSecret());
    expect((await new Members(aino.session).of(id)).invites.map(({ state }) => state)).toEqual(["differs"]);
    await new Invites(bea.session).answer(invite, words);
    expect((await new Members(aino.session).of(id)).members).toHaveLength(2);

    const cai = await house.resident("cai");
    const second = await asked(cai);
    await invites.link(second.invite.id);
    await forgetWords(aino.session, second.invite.id);
    expect([aino.session.memory.words, aino.session.memory.links]).toEqual([{}, {}]);
  });

  test("no link is made for an invite of somebody else's", async () => {
    const { invite } = await asked(bea);
    await new Invites(bea.session).link(invite.id);
    expect(bea.session.memory.links).toBeUndefined();
  });

  test("a proof holds for its words, its invite, its circle and its keys, and for nothing else", async () => {
    const keys = { member: "01", recipient: "age1x", verify: "v" };
    const place = { id: "i", space: "s" };
    const proof = await proofOf("yksi kaksi kolme neljä", place, keys);
    expect(await isProved("Yksi, kaksi kolme-neljä", place, { ...keys, proof })).toBe(true);
    for (const [words, at, said] of [
      ["yksi kaksi kolme viisi", place, keys],
      ["yksi kaksi kolme neljä", { ...place, id: "j" }, keys],
      ["yksi kaksi kolme neljä", { ...place, space: "t" }, keys],
      ["yksi kaksi kolme neljä", place, { ...keys, verify: "w" }],
      ["yksi kaksi kolme neljä", place, { ...keys, recipient: "age1y" }],
    ] as const) {
      expect(await isProved(words, at, { ...said, proof })).toBe(false);
    }
  });
});

describe("going, and coming again", () => {
  test("after somebody left the key turns as soon as a steward looks; until then nothing is saved", async () => {
    await joins(bea, true);
    await save(bea, "d1", "hers");
    await new Members(bea.session).leave(id);
    await expect(circles(bea).open(id)).rejects.toEqual(notGranted("not-there"));
    await expect(save(aino, "d2", "too early")).rejects.toEqual(notGranted("turn-due"));

    expect((await circles(aino).open(id)).turnDue).toBe(false);
    await save(aino, "d2", "without her");
    expect(house.spaces.get(id)?.keys.filter(({ epoch }) => epoch === 2)).toHaveLength(1);
  });

  test("the only steward hands stewardship on before leaving", async () => {
    await joins(bea, true);
    await expect(new Members(aino.session).leave(id)).rejects.toEqual(notGranted("last-steward"));
    const other = (await new Members(aino.session).of(id)).members.find(({ mine }) => !mine);
    await new Members(aino.session).makeSteward(id, other?.id ?? "");
    await new Members(aino.session).leave(id);
    expect((await circles(bea).open(id)).turnDue).toBe(false); // she turned it by looking
  });

  test("one whose keys are new reads all that she could, after the words were told anew", async () => {
    await save(aino, "d1", "first");
    await joins(bea, true);
    const fresh = await house.resident("bea");
    await expect(circles(fresh).open(id)).rejects.toEqual(refused("author"));
    await joins(fresh);

    expect(await titles(fresh)).toEqual(["first"]);
    expect(house.spaces.get(id)?.epoch).toBe(2);
    await save(fresh, "d2", "new keys");
    expect(await titles(aino)).toEqual(["first", "new keys"]);
  });

  test("what was erased of an earlier key's time is listed no more, and is not taken for missing", async () => {
    const first = await save(aino, "d1", "before");
    await joins(bea);
    await circles(aino).open(id);
    await new Documents(aino.session).erase(id, "d1", first.rev);
    const { listed, missing } = await circles(aino).open(id);
    expect([listed, missing]).toEqual([[], []]);
  });

  test("a list that the server takes back is noticed, of each key's time", async () => {
    await save(aino, "d1", "before");
    const old = new Map(house.documents);
    await joins(bea);
    await save(aino, "d2", "after");
    await circles(aino).open(id);
    const now = new Map(house.documents);
    for (const [doc, kept] of now) if (!old.has(doc) && kept.kind === "index") house.documents.delete(doc);
    await expect(circles(aino).open(id)).rejects.toEqual(refused("older"));
  });

  test("no entry is sent that nobody would follow", async () => {
    await joins(bea, true);
    const space = await aino.session.reopen(id);
    const { length } = space.whole.entries;
    await expect(space.write({ act: "add", member: { id: "ab", ...bea.keys }, past: false, guest: false })).rejects.toEqual(refused("context"));
    await expect(space.write({ act: "remove", member: space.whole.me, why: "left" })).rejects.toEqual(refused("context"));
    expect(house.spaces.get(id)?.entries).toHaveLength(length);
  });
});

describe("new keys", () => {
  test("whoever knows those of before puts the new ones in their place, reads on, and the key turns when the steward looks", async () => {
    await save(aino, "d1", "first");
    await joins(bea, true);
    await save(bea, "d2", "hers");
    await new Members(aino.session).compared(id);
    const fresh = await house.resident("bea", [bea.secret]);
    expect(await titles(fresh)).toEqual(["first", "hers"]);
    await expect(save(fresh, "d3", "too early")).rejects.toEqual(notGranted("turn-due"));

    expect((await circles(aino).open(id)).unverified).toBe(true); // no steward has let these keys in
    await circles(fresh).open(id);
    await save(fresh, "d3", "with new keys");
    expect(await titles(aino)).toEqual(["first", "hers", "with new keys"]);
    for (const { sealed } of house.spaces.get(id)?.keys.filter(({ epoch }) => epoch === 2) ?? []) {
      await expect(openWith([bea.me.held.root], fromBase64(sealed))).rejects.toEqual(refused("recipient"));
    }
    await expect(circles(bea).open(id)).rejects.toEqual(refused("author"));
  });

  test("of one's own notes and journal too: nothing that is written afterwards opens with the keys of before", async () => {
    const own = await circles(aino).found("own", "p");
    await new Documents(aino.session).save(own, "d1", "note", { v: 1, title: "before", text: "x" }, null, "before");
    const fresh = await house.resident("aino", [aino.secret]);
    expect((await circles(fresh).open(own)).listed.map(({ title }) => title)).toEqual(["before"]);
    await new Documents(fresh.session).save(own, "d2", "note", { v: 1, title: "after", text: "x" }, null, "after");
    expect(house.spaces.get(own)?.epoch).toBe(2);
    for (const { epoch, sealed } of house.spaces.get(own)?.keys ?? []) {
      if (epoch === 2) await expect(openWith([aino.me.held.root], fromBase64(sealed))).rejects.toEqual(refused("recipient"));
    }
  });

  test("a server that shows keys of its own for me gets nothing sealed to them", async () => {
    const eve = await house.resident("eve");
    const entries = house.spaces.get(id)?.entries ?? [];
    const [first] = entries.map((text) => JSON.parse(text) as Entry);
    const by = first?.by ?? "";
    const forged = await signedEntry({ act: "rekey", member: { id: by, ...eve.keys } }, { space: id, seq: 2, prev: entryDigest(first as Entry), by, at: "2027-01-12T13:00Z" }, eve.me.held.sign);
    entries.push(canonical(forged as unknown as Json));
    const fresh = await house.resident("aino", [aino.secret]);
    for (const one of [aino, fresh]) await expect(circles(one).open(id)).rejects.toEqual(refused("signature"));
    expect(house.spaces.get(id)?.keys).toHaveLength(1);
  });

  test("the only steward who lost all is let in again by a member, by words, and turns the key herself", async () => {
    await save(aino, "d1", "first");
    const carl = await house.resident("carl");
    await joins(bea, true);
    await joins(carl, true);
    const fresh = await house.resident("aino");
    await expect(circles(fresh).open(id)).rejects.toEqual(notGranted("waits-for-member"));

    const words = await new Invites(bea.session).invite(id, "aino", false, LIST);
    const invite = house.spaces.get(id)?.invites.at(-1)?.id ?? "";
    const mine = (await bea.session.reopen(id)).whole.invites.at(-1)?.member ?? null;
    const asked: Asked = { id: invite, space: id, kind: "group", process: null, by: "bea", past: false, answered: false, member: mine };
    await new Invites(fresh.session).answer(asked, "kissa koira kettu karhu");
    await circles(bea).open(id);
    await expect(circles(fresh).open(id)).rejects.toEqual(notGranted("waits-for-member")); // as a server's own answer would be
    await new Invites(fresh.session).answer(asked, words);
    await circles(carl).open(id);
    await expect(circles(fresh).open(id)).rejects.toEqual(notGranted("waits-for-member")); // carl has no words to hold it against
    await circles(bea).open(id);

    expect(await titles(fresh)).toEqual(["first"]);
    await save(fresh, "d2", "with new keys");
    expect(await titles(carl)).toEqual(["first", "with new keys"]);
    expect((await circles(carl).open(id)).unverified).toBe(true);
    await expect(circles(aino).open(id)).rejects.toEqual(notGranted("waits-for-member"));
  });

  test("whoever was alone in a circle is told that nobody can let them in", async () => {
    await expect(circles(await house.resident("aino")).open(id)).rejects.toEqual(notGranted("waits-for-nobody"));
  });

  test("keys of before that are found later give back what only they opened", async () => {
    await save(aino, "d1", "first");
    await joins(bea);
    const anew = await house.resident("aino");
    const words = await new Invites(bea.session).invite(id, "aino", false, LIST);
    const invite = house.spaces.get(id)?.invites.at(-1)?.id ?? "";
    const mine = (await bea.session.reopen(id)).whole.invites.at(-1)?.member ?? null;
    await new Invites(anew.session).answer({ id: invite, space: id, kind: "group", process: null, by: "bea", past: false, answered: false, member: mine }, words);
    await circles(bea).open(id);
    expect(await titles(anew)).toEqual([]); // bea came without the past, so she had none of it to give
    await anew.session.keep(() => ({ former: [aino.secret] }));
    expect(await titles(anew)).toEqual(["first"]);
    const alone = await house.resident("aino");
    alone.session.begin(anew.me, { rev: 0, seen: {} });
    expect(await titles(alone)).toEqual(["first"]); // sealed anew: the keys of before are not needed any more
  });
});

describe("the guest of a meeting", () => {
  let link: string;
  beforeEach(async () => {
    await save(aino, "d1", "before");
    link = await new Guests(aino.session).letIn(id, 90);
  });

  test("sees and writes what belongs to the meeting, is shown in the list, and nothing earlier opens", async () => {
    const guest = { session: house.visitor() };
    expect(await new Guests(guest.session).enter(link)).toBe(id);
    expect(await titles(guest)).toEqual([]);
    await save(guest, "d2", "from a guest");
    expect(await titles(aino)).toEqual(["before", "from a guest"]);
    const shown = await new Members(aino.session).of(id);
    expect([shown.guests, shown.members.filter(({ guest: isGuest }) => isGuest).length, shown.guest?.link]).toEqual([1, 1, link]);
    await expect(new Documents(guest.session).read(id, "d1", "note")).rejects.toEqual(refused("recipient"));
  });

  test("the same meeting has one link, and ending it turns the key", async () => {
    expect(await new Guests(aino.session).letIn(id, 90)).toBe(link);
    const guest = { session: house.visitor() };
    await new Guests(guest.session).enter(link);
    await new Guests(aino.session).end(id);
    expect(house.spaces.get(id)?.epoch).toBe(3);
    expect((await new Members(aino.session).of(id)).guest).toBeNull();
    await expect(save(guest, "d3", "late")).rejects.toEqual(notGranted("turn-due"));
  });

  test("a meeting whose time is over ends when a steward looks", async () => {
    await aino.session.keep(({ guests }) => ({ guests: { [id]: { ...(guests?.[id] ?? { link, member: "" }), ends: "2020-01-01T00:00:00Z" } } }));
    expect((await circles(aino).open(id)).guests).toBe(0);
    expect(house.spaces.get(id)?.epoch).toBe(3);
  });

  test("no other circle is shown in the place of the one that the link means", async () => {
    const { seed, length, head } = readLink(link);
    for (const other of [writtenLink({ seed, length, head: "0".repeat(64) }), writtenLink({ seed, length: length + 1, head })]) {
      await expect(new Guests(house.visitor()).enter(other)).rejects.toEqual(refused("older"));
    }
    for (const broken of ["", "x", `${seed}.0.${seed}`, `${seed}.3`, `${link}.x`, link.slice(1)]) {
      await expect(new Guests(house.visitor()).enter(broken)).rejects.toEqual(refused("form"));
    }
  });
});

describe("the link's secret", () => {
  test("gives the same keys on each device, and a word that is neither of them", async () => {
    const seed = newSeed();
    const [one, other] = await Promise.all([guestKeys(seed), guestKeys(seed)]);
    expect(one).toEqual(other);
    const said = JSON.stringify([one.secret, seed]);
    expect(said.includes(one.word)).toBe(false);
    expect((await guestKeys(newSeed())).keys.recipient).not.toBe(one.keys.recipient);
  });
});

test("a steward that was added in between is followed by whoever compared before", async () => {
  await joins(bea, true);
  await new Members(bea.session).compared(id);
  expect((await new Members(bea.session).of(id)).unverified).toBe(false);
  await joins(await house.resident("carl"));
  expect((await new Members(bea.session).of(id)).unverified).toBe(false); // signed by a steward whom she has checked
});

