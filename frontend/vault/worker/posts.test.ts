import { beforeEach, describe, expect, test } from "vitest";
import { OpenHouse, type Resident } from "../proof/open-house";
import { NotGranted } from "./api";
import { Circles } from "./rooms/circles";
import { Documents } from "./rooms/documents";
import { Guests } from "./rooms/guests";
import { Posts } from "./rooms/posts";
import type { Session } from "./session";

const notGranted = (code: string) => expect.objectContaining({ code });

let house: OpenHouse;
let aino: Resident;
let guest: Session;
let id: string;

beforeEach(async () => {
  house = new OpenHouse();
  aino = await house.resident("aino");
  id = await new Circles(aino.session).found("group", "p");
  guest = house.visitor();
  await new Guests(guest).enter(await new Guests(aino.session).letIn(id, 60));
});

const posts = (session: Session): Posts => new Posts(session);
const kept = () => house.spaces.get(id)?.posts ?? [];
const said = async (session: Session, after = 0) => (await posts(session).since(id, after)).map(({ seq, body, code }) => [seq, code ?? body]);

describe("what a phone sends", () => {
  test("is on the leader's screen as it was written, in the order in which it came, with its writer", async () => {
    await posts(guest).send(id, crypto.randomUUID(), { v: 1, text: "Yövuoro" });
    await posts(aino.session).send(id, crypto.randomUUID(), { v: 1, text: "Aamuvuoro" });
    const [first, second] = await posts(aino.session).since(id, 0);
    expect([first?.seq, first?.body, first?.mine, first?.name]).toEqual([1, { v: 1, text: "Yövuoro" }, false, "guest"]);
    expect([second?.seq, second?.body, second?.mine, second?.name]).toEqual([2, { v: 1, text: "Aamuvuoro" }, true, "aino"]);
    expect(await said(guest, 1)).toEqual([[2, { v: 1, text: "Aamuvuoro" }]]);
    expect(await posts(guest).news(id)).toEqual({ news: house.spaces.get(id)?.news, posts: 2 });
  });

  test("counts once however often it is sent, and keeps its number when it was let go", async () => {
    const post = crypto.randomUUID();
    expect([await posts(guest).send(id, post, { v: 1 }), await posts(guest).send(id, post, { v: 1 })]).toEqual([1, 1]);
    expect(await said(aino.session)).toEqual([[1, { v: 1 }]]);
    await posts(aino.session).letGo(id, 1);
    expect(await posts(guest).send(id, post, { v: 1 })).toBe(1);
    expect(await said(aino.session)).toEqual([]);
    expect(await posts(guest).send(id, crypto.randomUUID(), { v: 2 })).toBe(2);
  });

  test("is sealed anew when the key has turned since, and waits while it has not", async () => {
    const space = house.spaces.get(id);
    if (space) space.turnDue = true;
    await expect(posts(guest).send(id, crypto.randomUUID(), { v: 1 })).rejects.toEqual(notGranted("turn-due"));
    await expect(posts(guest).send(id, crypto.randomUUID(), { v: 1 })).rejects.toBeInstanceOf(NotGranted);
    if (space) space.turnDue = false;
    const other = await house.resident("bea");
    await new Guests(aino.session).letIn(id, 60); // the running one is kept
    await (await aino.session.space(id)).turn();
    expect(await posts(guest).send(id, crypto.randomUUID(), { v: 2 })).toBe(1);
    expect(kept()[0]?.epoch).toBe(3);
    expect(await said(aino.session)).toEqual([[1, { v: 2 }]]);
    await expect(posts(other.session).send(id, crypto.randomUUID(), { v: 3 })).rejects.toEqual(notGranted("not-there"));
  });

  test("of a key that the reader has not fetched yet is read after one look", async () => {
    await posts(aino.session).send(id, crypto.randomUUID(), { v: 1 });
    const late = await aino.session.space(id);
    await late.turn();
    await posts(guest).send(id, crypto.randomUUID(), { v: 2 }).catch(() => undefined);
    await guest.reopen(id);
    await posts(guest).send(id, crypto.randomUUID(), { v: 3 });
    expect((await posts(aino.session).since(id, 0)).map(({ code }) => code)).toEqual([undefined, undefined, undefined].slice(0, kept().length));
  });
});

describe("a server that lies about posts", () => {
  beforeEach(async () => {
    await posts(guest).send(id, crypto.randomUUID(), { v: 1, text: "one" });
    await posts(guest).send(id, crypto.randomUUID(), { v: 1, text: "two" });
  });

  test("shows one under another's id, swapped or changed: none of it is shown", async () => {
    const [one, two] = kept();
    if (!one?.sealed || !two?.sealed) throw new Error("nothing kept");
    [one.sealed, two.sealed] = [two.sealed, one.sealed];
    expect(await said(aino.session)).toEqual([[1, "refused-context"], [2, "refused-context"]]);
    [one.sealed, two.sealed] = [two.sealed, one.sealed];
    two.sealed = two.sealed.with(two.sealed.length - 1, (two.sealed.at(-1) ?? 0) ^ 1);
    expect((await said(aino.session))[1]?.[1]).toMatch(/^refused-/);
    two.id = crypto.randomUUID();
    expect((await said(aino.session))[0]?.[1]).toEqual({ v: 1, text: "one" });
  });

  test("shows one twice or again later: it counts once", async () => {
    const [one, two] = kept();
    if (!one || !two) throw new Error("nothing kept");
    kept().push({ ...one, seq: 3 }, { ...two });
    expect(await said(aino.session)).toEqual([
      [1, { v: 1, text: "one" }], [2, { v: 1, text: "two" }], [3, "refused-older"], [2, "refused-older"],
    ]);
  });

  test("shows one of another circle, a document as a post or a post as a document: none of it is shown", async () => {
    const other = await new Circles(aino.session).found("group", "q");
    const post = crypto.randomUUID();
    await posts(aino.session).send(other, post, { v: 1, text: "elsewhere" });
    const elsewhere = house.spaces.get(other)?.posts[0];
    const doc = crypto.randomUUID();
    await new Documents(aino.session).save(id, doc, "work", { v: 1, title: "t", text: "" }, null, "t");
    const document = house.documents.get(doc);
    const [one] = kept();
    if (!elsewhere || !document || !one?.sealed) throw new Error("nothing kept");
    kept().push({ ...elsewhere, seq: 3, epoch: 2 }, { id: doc, seq: 4, epoch: document.epoch, sealed: document.sealed });
    expect((await said(aino.session)).slice(2)).toEqual([[3, "refused-recipient"], [4, "refused-context"]]);
    house.documents.set(doc, { ...document, sealed: one.sealed });
    expect(await new Documents(aino.session).all(id, [doc], "work")).toEqual([{ id: doc, code: "refused-context" }]);
    house.documents.set(doc, { ...document, id: one.id });
    expect(await new Documents(aino.session).all(id, [doc], "work")).toEqual([]);
  });
});

test("many documents come with one question, what does not open with its code, what is gone not at all", async () => {
  const documents = new Documents(aino.session);
  const ids = [1, 2, 3].map(() => crypto.randomUUID());
  for (const doc of ids) await documents.save(id, doc, "work", { v: 1, title: doc, text: "" }, null, "t");
  const second = house.documents.get(ids[1] ?? "");
  if (second) house.documents.set(second.id, { ...second, sealed: second.sealed.subarray(1) });
  const found = await documents.all(id, [...ids, crypto.randomUUID()], "work");
  expect(found.map((one) => ("code" in one ? "code" : [one.id === ids[0] || one.id === ids[2], one.rev]))).toEqual([[true, 1], "code", [true, 1]]);
});
