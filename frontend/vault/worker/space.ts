/**
 * A space, opened: its verified members, the keys of its epochs, and its documents.
 *
 * Whatever the server says is a claim. The list of members is followed from its first entry, each epoch's key is held
 * against the list, each document against the place it was asked for, and the index against what was seen before.
 */

import { canonical, digest, fromBase64, idOfWords, type Json, toBase64, utf8 } from "../core/bytes";
import { type Header, type Kind, openDocument, sealDocument } from "../core/envelope";
import { type Act, entryDigest, followLog, type MemberLog, NO_ENTRY, signedEntry, type SpaceKind } from "../core/member-log";
import { type Reason, Refusal } from "../core/refusal";
import { newIdentity, openBlob, openWith, recipientOf, sealBlob, sealTo } from "../core/sealing";
import type { HeldKeys, PublicKeys } from "../keys/secret";
import { x25519Key } from "../keys/x25519-key";
import type { ServerApi, SpaceWhole } from "./api";
import { NotGranted } from "./api";
import { emptyIndex, goesOn, type Index, type Listed, readIndex, short, writtenIndex } from "./index-document";
import type { SeenSpace } from "./keyring";
import { dayOnly, minute } from "./minute";

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
  epoch: number;
}

/** What a space asks of the server: the rest of the API is no business of it. */
export type Keeper = Pick<ServerApi, "space" | "foundSpace" | "writeEntry" | "document" | "several" | "keep" | "erase">;

export interface KeySent {
  epoch: number;
  member: string;
  sealed: string;
}

/** What the list says of a document beside its version. */
export type Told = Pick<Listed, "title" | "tags" | "beside">;

/** An epoch's key as text, and with which of one's keys it opened. Kept nowhere. */
interface Sealed {
  identity: string;
  by: Me;
}

/** Who one is now, who one was before, and as which of them the list knows one. */
interface Own {
  me: Me;
  former: readonly Me[];
  as: Me;
  /** Which of these opened the key of an epoch. */
  by: ReadonlyMap<number, Me>;
}

/** A document as the server gave it. */
interface Came {
  sealed: Uint8Array;
  rev: number;
  epoch: number;
}

const TRIES = 5;
const MANY = 3;
const AT_ONCE = 100;

/** The list of one epoch's documents, as it was last read or written; `rev` is 0 before there is one. */
interface EpochIndex {
  index: Index;
  rev: number;
  mark: string | null;
}

export class Space {
  /** One list for each epoch that one can open: so whoever comes later sees no title of before. */
  private readonly indexes = new Map<number, EpochIndex>();
  private listing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly api: Keeper,
    private readonly me: Me,
    readonly whole: SpaceWhole,
    readonly log: MemberLog,
    private readonly epochs: ReadonlyMap<number, CryptoKey>,
    private readonly own: Own,
  ) {}

  /** Found a space: its first key, the first entry of its list, signed. */
  static async found(api: Keeper, me: Me, kind: SpaceKind, process: string | null): Promise<string> {
    const [id, member, identity] = [crypto.randomUUID(), crypto.randomUUID(), await newIdentity()];
    const entry = await signedEntry(
      { act: "create", instance: me.instance, kind, member: { id: member, ...me.keys }, epoch: await recipientOf(identity) },
      { space: id, seq: 1, prev: NO_ENTRY, by: member, at: dayOnly() },
      me.held.sign,
    );
    const key = { epoch: 1, member, sealed: toBase64(await sealTo([me.keys.recipient], utf8(identity))) };
    await api.foundSpace({ id, kind, process, entry: canonical(entry as unknown as Json), head: entryDigest(entry), keys: [key] });
    return id;
  }

  /** Open a space as the server shows it, held against what was seen of it before; with keys one had before, where the list names those. */
  static async open(api: Keeper, me: Me, id: string, seen: SeenSpace | undefined, former: readonly Me[] = []): Promise<Space> {
    const whole = await api.space(id);
    const log = await followLog(
      whole.entries.map((text) => JSON.parse(text) as unknown),
      { space: id, instance: me.instance, ...(seen ? { seen } : {}) },
    );
    const mine = log.members.get(whole.me);
    const as = [me, ...former].find(({ keys }) => mine?.recipient === keys.recipient && mine.verify === keys.verify);
    if (!as) throw whyClosed(log, whole.me);
    const [keys, by] = await epochKeys([me, ...former], whole, log);
    const space = new Space(api, as, whole, log, keys, { me, former, as, by });
    const revs = seen?.revs ?? { 1: seen?.index ?? 0 };
    const there = new Set(whole.documents.map((one) => one.id));
    const listing = [...space.epochs.keys()].filter((epoch) => (revs[epoch] ?? 0) > 0 || there.has(indexId(id, epoch)));
    const came = await space.indexesAtOnce(listing);
    await Promise.all(listing.map((epoch) => space.loadIndex(epoch, { rev: revs[epoch] ?? 0, mark: seen?.marks?.[epoch] ?? "" }, came.get(indexId(id, epoch)))));
    return space;
  }

  get seen(): SeenSpace {
    const revs = Object.fromEntries([...this.indexes].map(([epoch, { rev }]) => [epoch, rev]));
    const marks = Object.fromEntries([...this.indexes].map(([epoch, { mark }]) => [epoch, short(mark ?? "")]));
    return { length: this.log.length, head: this.log.head, index: Object.values(revs).reduce((sum, rev) => sum + rev, 0), revs, marks };
  }

  get isSteward(): boolean {
    return this.log.stewards.has(this.whole.me);
  }

  /** Whether every key of the space is here to be given on. */
  get hasWholePast(): boolean {
    return this.log.epochs.every((_epoch, place) => this.opens(place + 1));
  }

  opens(epoch: number): boolean {
    return this.epochs.has(epoch);
  }

  /** What the lists name, what of it the server does not keep, and which works it keeps that no list has ever named. */
  list(): { listed: Listed[]; missing: string[]; unlisted: string[] } {
    const there = new Set(this.whole.documents.map(({ id }) => id));
    const [listed, named] = [[...this.known().values()], this.named()];
    return {
      listed: listed.filter(({ id }) => there.has(id)),
      missing: listed.map(({ id }) => id).filter((id) => !there.has(id)),
      unlisted: this.whole.documents.filter(({ id, kind }) => kind === "work" && !named.has(id)).map(({ id }) => id),
    };
  }

  /** Each document as the newest list that names it says; what was erased since is left out. */
  private known(): Map<string, Listed> {
    const found = this.named();
    for (const { id, gone } of found.values()) if (gone) found.delete(id);
    return found;
  }

  private named(): Map<string, Listed> {
    const found = new Map<string, Listed>();
    for (const [, { index }] of [...this.indexes].sort(([one], [other]) => one - other)) {
      for (const listed of index.documents.values()) found.set(listed.id, listed);
    }
    return found;
  }

  /**
   * Write the next entry of the list. Refuses what nobody would follow, before the server is asked; throws NotGranted
   * (`overtaken`) when another wrote first. The space has to be opened anew afterwards.
   */
  async write(act: Act, beside: { keys?: KeySent[]; guest?: { word: string; minutes: number } } = {}): Promise<void> {
    const { id, me, entries } = this.whole;
    const place = { space: id, seq: this.log.length + 1, prev: this.log.head, by: me, at: dayOnly() };
    const entry = await signedEntry(act, place, this.me.held.sign);
    await followLog([...entries.map((text) => JSON.parse(text) as unknown), entry], { space: id, instance: this.me.instance });
    await this.api.writeEntry(id, { entry: canonical(entry as unknown as Json), head: entryDigest(entry), keys: [], ...beside });
  }

  /** Whether the list still names keys that one had before. */
  get namesFormer(): boolean {
    return this.own.as !== this.own.me;
  }

  /** Write one's new keys into the list, signed with those of before, and all that those opened sealed anew. */
  async renew(): Promise<void> {
    const member = { id: this.whole.me, ...this.own.me.keys };
    await this.write({ act: "rekey", member }, { keys: await this.keysFor(member, [...this.epochs.keys()]) });
  }

  /** What only keys of before open, sealed anew to those of now. */
  regained(): Promise<KeySent[]> {
    const epochs = [...this.own.by].filter(([, by]) => by !== this.own.me).map(([epoch]) => epoch);
    return this.keysFor({ id: this.whole.me, ...this.own.me.keys }, epochs);
  }

  /** Those of the list whom the server lets in no more, since they erased their account: a steward shows them out. */
  get outside(): string[] {
    const inside = new Set(this.whole.inside);
    return this.isSteward ? [...this.log.members.keys()].filter((id) => !inside.has(id)) : [];
  }

  /** Turn the key: a new one for each who is in the signed list now, its emergency key too, and for nobody else. */
  async turn(): Promise<void> {
    const [identity, epoch] = [await newIdentity(), this.log.epochs.length + 1];
    const readers = [...this.log.members.values(), ...(this.log.escrow ? [this.log.escrow] : [])];
    const keys = readers.map(async ({ id, recipient }) => ({ epoch, member: id, sealed: await wrapped(identity, recipient) }));
    await this.write({ act: "epoch", epoch: await recipientOf(identity) }, { keys: await Promise.all(keys) });
  }

  /** The keys of these epochs, sealed anew to a member. Refuses (`recipient`) where one's own is missing, and an emergency key (`context`). */
  async keysFor({ id, recipient }: { id: string; recipient: string }, epochs: readonly number[]): Promise<KeySent[]> {
    if (recipient === this.log.escrow?.recipient) throw new Refusal("context"); // never what was before
    const found: KeySent[] = [];
    for (const epoch of epochs) {
      const mine = this.whole.keys.find((key) => key.epoch === epoch);
      const identity = mine && (await opened([this.own.me, ...this.own.former], mine.sealed))?.identity;
      if (!identity || (await recipientOf(identity)) !== this.log.epochs[epoch - 1]?.recipient) throw new Refusal("recipient");
      found.push({ epoch, member: id, sealed: await wrapped(identity, recipient) });
    }
    return found;
  }

  async read(id: string, kind: Kind, lastSeen = 0, came?: Came): Promise<Opened> {
    const { sealed, rev, epoch } = came ?? (await this.api.document(id));
    const { header, body } = await this.openAs(id, kind, epoch, sealed, Math.max(lastSeen, this.known().get(id)?.rev ?? 0));
    if (header.rev !== rev) throw new Refusal("older");
    const mark = digest(sealed);
    this.holdAgainstList(id, rev, mark, header.prev);
    return { body, rev, author: header.author, at: header.at, mark, prev: header.prev, epoch };
  }

  /** A document whose sealed bytes came in another way than one by one; held against the list as any other. */
  async opened(id: string, kind: Kind, epoch: number, sealed: Uint8Array): Promise<Opened> {
    const { header, body } = await this.openAs(id, kind, epoch, sealed, this.known().get(id)?.rev ?? 0);
    const { rev, author, at, prev } = header;
    const mark = digest(sealed);
    this.holdAgainstList(id, rev, mark, prev);
    return { body, rev, author, at, mark, prev, epoch };
  }

  /** Something short, sealed for whoever is in the circle now; in no list. Throws NotGranted (`turn-due`). */
  async sealPost(id: string, body: Json): Promise<{ epoch: number; sealed: Uint8Array }> {
    return { epoch: this.log.epochs.length, sealed: await this.seal(id, "post", body, 1, null) };
  }

  /** Two versions of one number can both be genuine: what is listed, or grew out of it, is the one. */
  private holdAgainstList(id: string, rev: number, mark: string, prev: string | null): void {
    const listed = this.known().get(id);
    if (!listed?.mark) return;
    const found = rev === listed.rev ? mark : rev === listed.rev + 1 ? prev : null;
    if (found !== null && short(found) !== listed.mark) throw new Refusal("older");
  }

  /** Save the version after `before`, then list it; `made` is when it was written, if not now. Throws NotGranted (`overtaken`) when another was there first. */
  async save(id: string, kind: Kind, body: Json, before: { rev: number; mark: string } | null, told: string | Told, made = minute()): Promise<{ rev: number; mark: string }> {
    const saved = await this.saveUnlisted(id, kind, body, before);
    await this.enlist(id, kind, saved, typeof told === "string" ? { title: told } : told, made);
    return saved;
  }

  /** The same for what stands in no list: whoever reads it tells the last version they saw. */
  async saveUnlisted(id: string, kind: Kind, body: Json, before: { rev: number; mark: string } | null): Promise<{ rev: number; mark: string }> {
    const rev = (before?.rev ?? 0) + 1;
    const sealed = await this.seal(id, kind, body, rev, before?.mark ?? null);
    await this.api.keep({ id, space: this.whole.id, kind, epoch: this.log.epochs.length, rev }, sealed);
    return { rev, mark: digest(sealed) };
  }

  /** List a document that stands at the server. */
  async enlist(id: string, kind: Kind, { rev, mark }: { rev: number; mark: string }, told: Told, changed = minute()): Promise<void> {
    if (!this.whole.documents.some((one) => one.id === id)) this.whole.documents.push({ id, kind, epoch: this.log.epochs.length, rev });
    await this.relist({ ...told, id, kind, rev, mark: short(mark), made: this.known().get(id)?.made ?? changed, changed });
  }

  async erase(id: string, rev: number): Promise<void> {
    await this.api.erase(id, rev);
    await this.relist(id);
  }

  /** The keys of the epochs that were given to me, as text: for taking one's notes along. */
  async identities(): Promise<string[]> {
    const { me, former } = this.own;
    return [...(await epochIdentities([me, ...former], this.whole, this.log)).values()].map(({ identity }) => identity);
  }

  /** A document as it lies at the server, and why it would not be shown, if it would not. */
  async asKept(id: string, kind: Kind): Promise<{ sealed: Uint8Array; rev: number; epoch: number; refused: Reason | null }> {
    const { sealed, rev, epoch } = await this.api.document(id);
    const lastSeen = kind === "index" ? this.indexOf(epoch).rev : (this.known().get(id)?.rev ?? 0);
    try {
      const { header } = await this.openAs(id, kind, epoch, sealed, lastSeen);
      return { sealed, rev, epoch, refused: header.rev === rev ? null : "older" };
    } catch (fault) {
      if (fault instanceof Refusal) return { sealed, rev, epoch, refused: fault.reason };
      throw fault;
    }
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
    const [space, epoch] = [this.whole.id, this.log.epochs.length];
    const id = indexId(space, epoch);
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const { index, rev, mark } = this.indexOf(epoch);
      const documents = new Map(index.documents);
      if (typeof change === "string") this.unlist(documents, change, epoch);
      else if ((documents.get(change.id)?.rev ?? 0) <= change.rev) documents.set(change.id, change); // never an older one over a newer
      const sealed = await this.seal(id, "index", writtenIndex({ ...index, documents }, mark), rev + 1, mark);
      try {
        await this.api.keep({ id, space, kind: "index", epoch, rev: rev + 1 }, sealed);
        const trail = mark === null ? [] : [...index.trail, short(mark)];
        this.indexes.set(epoch, { index: { documents, trail }, rev: rev + 1, mark: digest(sealed) });
        return;
      } catch (fault) {
        if (!(fault instanceof NotGranted && fault.code === "overtaken")) throw fault;
        await this.loadIndex(epoch, { rev, mark: mark ?? "" }); // another device listed something: take theirs, then add ours
      }
    }
    throw new NotGranted("overtaken");
  }

  /** Lists of earlier epochs are not written any more: what they name is marked as gone in the newest. */
  private unlist(documents: Map<string, Listed>, id: string, epoch: number): void {
    const earlier = [...this.indexes].some(([one, { index }]) => one < epoch && index.documents.has(id));
    const listed = this.known().get(id);
    if (earlier && listed) documents.set(id, { id, kind: listed.kind, title: "", rev: listed.rev, made: listed.made, changed: minute(), gone: true });
    else documents.delete(id);
  }

  /** A circle of many meetings has as many lists: they are asked for together, and what did not come is asked for again. */
  private async indexesAtOnce(epochs: readonly number[]): Promise<Map<string, Came>> {
    const found = new Map<string, Came>();
    if (epochs.length < MANY) return found; // a guest has one or two, and no such door
    for (let start = 0; start < epochs.length; start += AT_ONCE) {
      const ids = epochs.slice(start, start + AT_ONCE).map((epoch) => indexId(this.whole.id, epoch));
      const { documents } = await this.api.several(this.whole.id, ids);
      for (const { id, rev, epoch, sealed } of documents) found.set(id, { rev, epoch, sealed: fromBase64(sealed) });
    }
    return found;
  }

  private indexOf(epoch: number): EpochIndex {
    return this.indexes.get(epoch) ?? { index: emptyIndex(), rev: 0, mark: null };
  }

  private async loadIndex(epoch: number, seen: { rev: number; mark: string }, came?: Came): Promise<void> {
    try {
      const opened = await this.read(indexId(this.whole.id, epoch), "index", seen.rev, came);
      if (opened.epoch !== epoch) throw new Refusal("context");
      const index = readIndex(opened.body);
      if (seen.rev > 0 && seen.mark && !goesOn({ ...opened, trail: index.trail }, seen)) throw new Refusal("older");
      this.indexes.set(epoch, { index, rev: opened.rev, mark: opened.mark });
    } catch (fault) {
      if (!(fault instanceof NotGranted && fault.code === "not-there")) throw fault;
      if (seen.rev > 0) throw new Refusal("older");
    }
  }

  private async openAs(doc: string, kind: Kind, epoch: number, sealed: Uint8Array, lastSeen: number) {
    const [key, made] = [this.epochs.get(epoch), this.log.epochs[epoch - 1]];
    if (!key || !made) throw new Refusal("recipient");
    const authors = new Map([...made.members].map(([id, { verify }]) => [id, verify]));
    const place = { instance: this.me.instance, space: this.whole.id, epoch, doc, kind };
    return openDocument(sealed, [key], { place, lastSeen, authors });
  }

  private current(): { recipient: string } {
    if (this.log.rotationDue) throw new NotGranted("turn-due");
    const current = this.log.epochs.at(-1);
    if (!current) throw new Refusal("form");
    return current;
  }

  private seal(doc: string, kind: Kind, body: Json, rev: number, prev: string | null): Promise<Uint8Array> {
    const current = this.current();
    const header: Omit<Header, "v" | "suite"> = {
      instance: this.me.instance, space: this.whole.id, epoch: this.log.epochs.length, doc, kind, rev, prev,
      author: this.whole.me, at: minute(),
    };
    return sealDocument(header, body, { signWith: this.me.held.sign, recipient: current.recipient });
  }
}

const wrapped = async (identity: string, recipient: string): Promise<string> => toBase64(await sealTo([recipient], utf8(identity)));

/** Under which id the list of an epoch's documents stands: the space's own for the first, reckoned for the others. */
export function indexId(space: string, epoch: number): string {
  if (epoch === 1) return space;
  return idOfWords(`tuokio-index ${space} ${epoch}`);
}

/**
 * The epochs whose keys were sealed to me, each held against the recipient that the signed list names. One that was
 * sealed to keys I no longer have opens nothing and is left out.
 */
async function epochKeys(mine: readonly Me[], whole: SpaceWhole, log: MemberLog): Promise<[Map<number, CryptoKey>, Map<number, Me>]> {
  const [keys, openedBy] = [new Map<number, CryptoKey>(), new Map<number, Me>()];
  for (const [epoch, { identity, by }] of await epochIdentities(mine, whole, log)) {
    keys.set(epoch, await x25519Key(identity));
    openedBy.set(epoch, by);
  }
  return [keys, openedBy];
}

async function epochIdentities(mine: readonly Me[], whole: SpaceWhole, log: MemberLog): Promise<Map<number, Sealed>> {
  const found = new Map<number, Sealed>();
  for (const { epoch, sealed } of whole.keys) {
    const one = await opened(mine, sealed);
    if (one === null) continue;
    if ((await recipientOf(one.identity)) !== log.epochs[epoch - 1]?.recipient) throw new Refusal("recipient");
    found.set(epoch, one);
  }
  return found;
}

async function opened(mine: readonly Me[], sealed: string): Promise<Sealed | null> {
  for (const by of mine) {
    try {
      return { identity: new TextDecoder().decode(await openWith([by.held.root], fromBase64(sealed))), by };
    } catch (fault) {
      if (!(fault instanceof Refusal && fault.reason === "recipient")) throw fault;
    }
  }
  return null;
}

/** Of the list's only steward, whose keys are new, others can tell: so the page says who helps. */
function whyClosed({ kind, stewards, members, guests }: MemberLog, me: string): Error {
  const alone = kind === "own" || kind === "journal" || stewards.size > 1 || !stewards.has(me);
  if (alone) return new Refusal("author");
  const others = [...members.keys()].some((id) => id !== me && !guests.has(id));
  return new NotGranted(others ? "waits-for-member" : "waits-for-nobody");
}
