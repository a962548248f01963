/**
 * A space, opened: its verified members, the keys of its epochs, and its documents.
 *
 * Whatever the server says is a claim. The list of members is followed from its first entry, each epoch's key is held
 * against the list, each document against the place it was asked for, and the index against what was seen before.
 */

import { canonical, digest, fromBase64, type Json, toBase64, utf8 } from "../core/bytes";
import { type Header, type Kind, openDocument, sealDocument } from "../core/envelope";
import { entryDigest, followLog, type MemberLog, NO_ENTRY, signedEntry, type SpaceKind } from "../core/member-log";
import { Refusal } from "../core/refusal";
import { newIdentity, openBlob, openWith, recipientOf, sealBlob, sealTo } from "../core/sealing";
import type { HeldKeys, PublicKeys } from "../keys/secret";
import { x25519Key } from "../keys/x25519-key";
import type { Api, SpaceWhole } from "./api";
import { NotGranted } from "./api";
import { emptyIndex, goesOn, type Index, type Listed, readIndex, short, writtenIndex } from "./index-document";
import type { SeenSpace } from "./keyring";
import { minute } from "./minute";

export interface Me {
  instance: string;
  person: string;
  keys: PublicKeys;
  held: HeldKeys;
}

export interface Opened {
  body: Json;
  rev: number;
  author: string;
  at: string;
  mark: string;
  /** The mark of the version before; null at the first. */
  prev: string | null;
}

/** What the list says of a document beside its version. */
export type Told = Pick<Listed, "title" | "tags" | "beside">;

const TRIES = 5;

export class Space {
  private index: Index = emptyIndex();
  private indexRev = 0;
  private indexMark: string | null = null;
  private listing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly api: Api,
    private readonly me: Me,
    readonly whole: SpaceWhole,
    readonly log: MemberLog,
    private readonly epochs: ReadonlyMap<number, CryptoKey>,
  ) {}

  /** Found a space: its first key, the first entry of its list, signed. */
  static async found(api: Api, me: Me, kind: SpaceKind, process: string | null): Promise<string> {
    const [id, member, identity] = [crypto.randomUUID(), crypto.randomUUID(), await newIdentity()];
    const entry = await signedEntry(
      { act: "create", instance: me.instance, kind, member: { id: member, ...me.keys }, epoch: await recipientOf(identity) },
      { space: id, seq: 1, prev: NO_ENTRY, by: member, at: minute() },
      me.held.sign,
    );
    const key = { epoch: 1, member, sealed: toBase64(await sealTo([me.keys.recipient], utf8(identity))) };
    await api.foundSpace({ id, kind, process, entry: canonical(entry as unknown as Json), head: entryDigest(entry), keys: [key] });
    return id;
  }

  /** Open a space as the server shows it, held against what was seen of it before. */
  static async open(api: Api, me: Me, id: string, seen: SeenSpace | undefined): Promise<Space> {
    const whole = await api.space(id);
    const log = await followLog(
      whole.entries.map((text) => JSON.parse(text) as unknown),
      { space: id, instance: me.instance, ...(seen ? { seen } : {}) },
    );
    const mine = log.members.get(whole.me);
    if (mine?.recipient !== me.keys.recipient || mine.verify !== me.keys.verify) throw new Refusal("author");
    const space = new Space(api, me, whole, log, await epochKeys(me, whole, log));
    await space.loadIndex({ rev: seen?.index ?? 0, mark: seen?.mark ?? "" });
    return space;
  }

  get seen(): SeenSpace {
    return { length: this.log.length, head: this.log.head, index: this.indexRev, mark: this.indexMark ?? "" };
  }

  /** What the index lists, and what the server keeps beside it or without it. */
  list(): { listed: Listed[]; missing: string[] } {
    const there = new Set(this.whole.documents.map(({ id }) => id));
    const listed = [...this.index.documents.values()];
    return { listed: listed.filter(({ id }) => there.has(id)), missing: listed.map(({ id }) => id).filter((id) => !there.has(id)) };
  }

  async read(id: string, kind: Kind, lastSeen = 0): Promise<Opened> {
    const { sealed, rev, epoch } = await this.api.document(id);
    const { header, body } = await this.openAs(id, kind, epoch, sealed, Math.max(lastSeen, this.index.documents.get(id)?.rev ?? 0));
    if (header.rev !== rev) throw new Refusal("older");
    const mark = digest(sealed);
    this.holdAgainstList(id, rev, mark, header.prev);
    return { body, rev, author: header.author, at: header.at, mark, prev: header.prev };
  }

  /** Two versions of one number can both be genuine: what is listed, or grew out of it, is the one. */
  private holdAgainstList(id: string, rev: number, mark: string, prev: string | null): void {
    const listed = this.index.documents.get(id);
    if (!listed?.mark) return;
    const found = rev === listed.rev ? mark : rev === listed.rev + 1 ? prev : null;
    if (found !== null && short(found) !== listed.mark) throw new Refusal("older");
  }

  /** Save the version after `before`, then list it. Throws NotGranted (`overtaken`) when another was there first. */
  async save(id: string, kind: Kind, body: Json, before: { rev: number; mark: string } | null, told: string | Told): Promise<{ rev: number; mark: string }> {
    const rev = (before?.rev ?? 0) + 1;
    const sealed = await this.seal(id, kind, body, rev, before?.mark ?? null);
    await this.api.keep({ id, space: this.whole.id, kind, epoch: this.log.epochs.length, rev }, sealed);
    const mark = digest(sealed);
    await this.enlist(id, kind, { rev, mark }, typeof told === "string" ? { title: told } : told);
    return { rev, mark };
  }

  /** List a document that stands at the server. */
  async enlist(id: string, kind: Kind, { rev, mark }: { rev: number; mark: string }, told: Told, changed = minute()): Promise<void> {
    if (!this.whole.documents.some((one) => one.id === id)) this.whole.documents.push({ id, kind, epoch: this.log.epochs.length, rev });
    await this.relist({ ...told, id, kind, rev, mark: short(mark), made: this.index.documents.get(id)?.made ?? changed, changed });
  }

  async erase(id: string, rev: number): Promise<void> {
    await this.api.erase(id, rev);
    await this.relist(id);
  }

  /** Seal something large for the circle as it is now. */
  async sealLarge(plain: Blob): Promise<{ sealed: Blob; epoch: number }> {
    const recipient = this.log.rotationDue ? undefined : this.log.epochs.at(-1)?.recipient;
    if (!recipient) throw new NotGranted("turn-due");
    return { sealed: await sealBlob([recipient], plain), epoch: this.log.epochs.length };
  }

  async openLarge(sealed: Blob, epoch: number): Promise<Blob> {
    const key = this.epochs.get(epoch);
    if (!key) throw new Refusal("recipient");
    return openBlob([key], sealed);
  }

  /** One listing at a time, whoever asks. */
  private relist(change: Listed | string): Promise<void> {
    this.listing = this.listing.catch(() => undefined).then(() => this.listed(change));
    return this.listing;
  }

  private async listed(change: Listed | string): Promise<void> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (typeof change === "string") this.index.documents.delete(change);
      else if ((this.index.documents.get(change.id)?.rev ?? 0) <= change.rev) this.index.documents.set(change.id, change);
      const [id, rev] = [this.whole.id, this.indexRev + 1];
      const sealed = await this.seal(id, "index", writtenIndex(this.index, this.indexMark), rev, this.indexMark);
      try {
        await this.api.keep({ id, space: id, kind: "index", epoch: this.log.epochs.length, rev }, sealed);
        this.index.trail = [...this.index.trail, ...(this.indexMark === null ? [] : [short(this.indexMark)])];
        [this.indexRev, this.indexMark] = [rev, digest(sealed)];
        return;
      } catch (fault) {
        if (!(fault instanceof NotGranted && fault.code === "overtaken")) throw fault;
        await this.loadIndex({ rev: this.indexRev, mark: this.indexMark ?? "" }); // another device listed something: take theirs, then add ours
      }
    }
    throw new NotGranted("overtaken");
  }

  private async loadIndex(seen: { rev: number; mark: string }): Promise<void> {
    if (!this.whole.documents.some(({ id }) => id === this.whole.id) && this.indexRev === 0) {
      if (seen.rev > 0) throw new Refusal("older");
      return this.loadFresh();
    }
    const opened = await this.read(this.whole.id, "index", seen.rev);
    const index = readIndex(opened.body);
    if (seen.rev > 0 && !goesOn({ ...opened, trail: index.trail }, seen)) throw new Refusal("older");
    this.index = index;
    [this.indexRev, this.indexMark] = [opened.rev, opened.mark];
  }

  /** No index was listed when the space was asked for; one may have been written since. */
  private async loadFresh(): Promise<void> {
    try {
      const opened = await this.read(this.whole.id, "index");
      this.index = readIndex(opened.body);
      [this.indexRev, this.indexMark] = [opened.rev, opened.mark];
    } catch (fault) {
      if (!(fault instanceof NotGranted && fault.code === "not-there")) throw fault;
    }
  }

  private async openAs(doc: string, kind: Kind, epoch: number, sealed: Uint8Array, lastSeen: number) {
    const [key, made] = [this.epochs.get(epoch), this.log.epochs[epoch - 1]];
    if (!key || !made) throw new Refusal("recipient");
    const authors = new Map([...made.members].map(([id, { verify }]) => [id, verify]));
    const place = { instance: this.me.instance, space: this.whole.id, epoch, doc, kind };
    return openDocument(sealed, [key], { place, lastSeen, authors });
  }

  private seal(doc: string, kind: Kind, body: Json, rev: number, prev: string | null): Promise<Uint8Array> {
    if (this.log.rotationDue) throw new NotGranted("turn-due");
    const current = this.log.epochs.at(-1);
    if (!current) throw new Refusal("form");
    const header: Omit<Header, "v" | "suite"> = {
      instance: this.me.instance, space: this.whole.id, epoch: this.log.epochs.length, doc, kind, rev, prev,
      author: this.whole.me, at: minute(),
    };
    return sealDocument(header, body, { signWith: this.me.held.sign, recipient: current.recipient });
  }
}

/** The epochs whose keys were sealed to me, each held against the recipient that the signed list names. */
async function epochKeys(me: Me, whole: SpaceWhole, log: MemberLog): Promise<Map<number, CryptoKey>> {
  const found = new Map<number, CryptoKey>();
  for (const { epoch, sealed } of whole.keys) {
    const identity = new TextDecoder().decode(await openWith([me.held.root], fromBase64(sealed)));
    if ((await recipientOf(identity)) !== log.epochs[epoch - 1]?.recipient) throw new Refusal("recipient");
    found.set(epoch, await x25519Key(identity));
  }
  return found;
}
