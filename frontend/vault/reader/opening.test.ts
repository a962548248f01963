import { expect, test } from "vitest";
import { digest, type Json, utf8 } from "../core/bytes";
import { type Header, type Kind, sealDocument } from "../core/envelope";
import { entryDigest, NO_ENTRY, signedEntry } from "../core/member-log";
import { Refusal } from "../core/refusal";
import { newIdentity, recipientOf, sealTo, sealWithCode } from "../core/sealing";
import { newSigningPair, signingKey } from "../core/signing";
import { documentPath, KEY_FILE, type KeyFile, LIST, type ListedFile, membersPath, writtenKeyFile } from "../leaving/layout";
import { circlesOf, opened } from "./opening";
import type { Package } from "./package";

const CODE = "yksi kaksi kolme neljä viisi kuusi";
const [INSTANCE, SPACE, ME, NOTE, OTHER] = ["1a", "2b", "3c", "4d", "5e"] as const;
const AT = "2026-11-27T15:00Z";

type Files = Map<string, Uint8Array>;
const packageOf = (files: Files): Package => ({
  read: (path) => {
    const file = files.get(path);
    return file ? Promise.resolve(file) : Promise.reject(new Refusal("form"));
  },
});

interface Made {
  files: Files;
  /** Seal something for the note's place, as whoever holds these keys could. */
  sealed: (kind: Kind, doc: string, body: Json, more?: Partial<Header>, sign?: CryptoKey) => Promise<Uint8Array>;
  recipient: string;
  keys: KeyFile;
  /** List the files anew, after they were changed: what only the person could do. */
  listed: (about?: Partial<ListedFile>) => void;
}

async function made(): Promise<Made> {
  const [root, epoch, pair] = [await newIdentity(), await newIdentity(), await newSigningPair()];
  const [recipient, key] = [await recipientOf(epoch), await signingKey(pair.secret)];
  const entry = await signedEntry(
    { act: "create", instance: INSTANCE, kind: "group", member: { id: ME, recipient: await recipientOf(root), verify: pair.verify }, epoch: recipient },
    { space: SPACE, seq: 1, prev: NO_ENTRY, by: ME, at: AT },
    key,
  );
  const sealed: Made["sealed"] = (kind, doc, body, more = {}, sign = key) =>
    sealDocument({ instance: INSTANCE, space: SPACE, epoch: 1, doc, kind, rev: 1, prev: null, author: ME, at: AT, ...more }, body, { signWith: sign, recipient });
  const files: Files = new Map([
    [membersPath(SPACE), utf8(JSON.stringify([entry]))],
    [documentPath(SPACE, NOTE), await sealed("note", NOTE, { v: 1, title: "Raja", text: "Yövuoro" })],
    [documentPath(SPACE, SPACE), await sealed("index", SPACE, { v: 1, documents: [{ id: NOTE, made: "2019-05-12" }] })],
  ]);
  const kinds: Record<string, Kind> = { [documentPath(SPACE, NOTE)]: "note", [documentPath(SPACE, SPACE)]: "index" };
  const keys: KeyFile = { list: "", identities: [epoch], called: [{ id: SPACE, name: "Auringon tiimi", people: { [ME]: "Aino Virtanen" } }] };
  const listed: Made["listed"] = (about = {}) => {
    const list = [...files].filter(([path]) => path !== LIST && path !== KEY_FILE).map(([path, bytes]) => {
      const kind = kinds[path];
      const place = { space: SPACE, id: kind === "index" ? SPACE : NOTE, kind, epoch: 1, rev: 1, ...(kind === "note" ? about : {}) };
      return { path, sha256: digest(bytes), size: bytes.length, ...(kind ? place : { space: SPACE }) };
    });
    const manifest = utf8(JSON.stringify({ v: 1, made: AT, instance: INSTANCE, spaces: [{ id: SPACE, kind: "group", head: entryDigest(entry) }], files: list }));
    files.set(LIST, manifest);
    keys.list = digest(manifest);
  };
  listed();
  return { files, sealed, recipient, keys, listed };
}

const circleOf = async ({ files, keys }: Made) => (await circlesOf(packageOf(files), keys))[0];
const refusedIn = async (given: Made) => (await circleOf(given))?.refused.map(({ reason }) => reason);

test("a package opens with its words, and tells who wrote what and when", async () => {
  const given = await made();
  given.files.set(KEY_FILE, await sealWithCode(CODE, utf8(writtenKeyFile(given.keys))));

  expect(await opened(packageOf(given.files), "Yksi KAKSI kolme, neljä viisi  kuusi")).toEqual([
    {
      id: SPACE, kind: "group", name: "Auringon tiimi", readers: ["Aino Virtanen"], refused: [],
      documents: [{ id: NOTE, kind: "note", title: "Raja", text: "Yövuoro", author: "Aino Virtanen", made: "2019-05-12", at: AT, files: [] }],
    },
  ]);
  await expect(opened(packageOf(given.files), "toiset sanat")).rejects.toMatchObject({ reason: "recipient" });
}, 60_000);

test("without the words nothing can be changed unseen", async () => {
  const given = await made();
  const note = documentPath(SPACE, NOTE);
  for (const [path, content] of [[LIST, utf8("{}")], [membersPath(SPACE), utf8("[]")]] as const) {
    const before = given.files.get(path) ?? utf8("");
    given.files.set(path, content);
    await expect(circleOf(given), path).rejects.toMatchObject({ reason: "form" });
    given.files.set(path, before);
  }
  given.files.set(note, await given.sealed("note", NOTE, { v: 1, title: "Raja", text: "toinen" }));
  expect(await refusedIn(given)).toEqual(["form"]);
  given.files.delete(note);
  expect(await refusedIn(given)).toEqual(["form"]);
});

test("what lay wrongly at the server when the package was made is not shown either", async () => {
  const other = await signingKey((await newSigningPair()).secret);
  const lies: [string, (given: Made) => Promise<Uint8Array>, Partial<ListedFile>?][] = [
    ["signature", ({ sealed }) => sealed("note", NOTE, { text: "väärennös" }, {}, other)],
    ["author", ({ sealed }) => sealed("note", NOTE, { text: "vieras" }, { author: "9f" })],
    ["context", ({ sealed }) => sealed("note", OTHER, { text: "toinen paikka" })],
    ["form", ({ recipient }) => sealTo([recipient], utf8("jotain"))],
    ["older", ({ sealed }) => sealed("note", NOTE, { text: "vanha" }), { rev: 2 }],
    ["recipient", async () => sealTo([await recipientOf(await newIdentity())], utf8("x"))],
    ["recipient", ({ sealed }) => sealed("note", NOTE, { text: "toinen avainkausi" }), { epoch: 2 }],
  ];
  for (const [reason, lie, about] of lies) {
    const given = await made();
    given.files.set(documentPath(SPACE, NOTE), await lie(given));
    given.listed(about);
    const circle = await circleOf(given);
    expect(circle?.refused.map((one) => one.reason), reason).toEqual([reason]);
    expect(circle?.documents, reason).toEqual([]);
  }
});

test("a tool's document is read as a tree of what was said; what the phones were asked in passing is not listed", async () => {
  const given = await made();
  const state = { v: 1, topics: [{ id: "3f0e7a52-8d1c-4a57-9d0e-0c2f6a1b9d11", text: "Yövuoron raja" }] };
  const path = documentPath(SPACE, NOTE);
  given.files.set(path, await given.sealed("work", NOTE, { v: 1, title: "Aiheet", text: "", work: { v: 1, tool: "topics", state } }));
  given.listed({ kind: "work" });
  const told = (await circleOf(given))?.documents.map(({ title, tree }) => [title, tree]);
  expect(told).toEqual([["Aiheet", [{ name: "topics", text: "", below: [{ name: "", text: "", below: [{ name: "text", text: "Yövuoron raja", below: [] }] }] }]]]);

  given.files.set(path, await given.sealed("work", NOTE, { v: 1, title: "Meeting", session: "s" }));
  given.listed({ kind: "work" });
  const left = await circleOf(given);
  expect([left?.documents, left?.refused]).toEqual([[], []]);
});
