/**
 * Who is in a space, since when, and with which keys: a chain of signed entries that the server keeps and cannot write.
 *
 * A client seals to nobody who is not in the verified log, so a server cannot add a reader unseen. Each entry names
 * the digest of the one before; the last digest is the head that members compare as four words.
 */

import { canonical, digest, type Json, utf8 } from "./bytes";
import { hasKeys, isRecord } from "./envelope";
import { Refusal } from "./refusal";
import { isSigned, sign } from "./signing";

const SIGNED_AS = "tuokio-members-v1\n";
export const SPACE_KINDS = ["own", "journal", "group", "pair"] as const;
export type SpaceKind = (typeof SPACE_KINDS)[number];
/** How many there may be: a supervisor's notes and a journal have one reader, always. */
const MOST: Record<SpaceKind, number> = { own: 1, journal: 1, pair: 2, group: 500 };

export interface MemberKeys {
  id: string;
  /** X25519, `age1…`: what epochs are sealed to. */
  recipient: string;
  /** Ed25519, base64: what the member's documents are checked with. */
  verify: string;
}

export type Act =
  | { act: "create"; instance: string; kind: SpaceKind; member: MemberKeys; epoch: string }
  | { act: "add"; member: MemberKeys; past: boolean; guest: boolean }
  | { act: "remove"; member: string; why: "left" | "removed" | "lost" | "ended" }
  | { act: "rekey"; member: MemberKeys }
  | { act: "epoch"; epoch: string }
  | { act: "steward"; member: string }
  | { act: "escrow-on"; member: string; recipient: string; name: string }
  | { act: "escrow-off"; member: string };

export type Entry = Act & { v: 1; space: string; seq: number; prev: string; by: string; at: string; sig: string };

/** A key that a practice keeps for an emergency: it reads from the next epoch on, writes nothing and signs nothing. */
export interface Escrow {
  id: string;
  recipient: string;
  /** Who holds it, as the steward who let it in has signed. */
  name: string;
  since: string;
}

export interface Epoch {
  /** The epoch's own X25519 recipient: what documents are sealed to. */
  recipient: string;
  /** Who could write in it, by id. */
  members: ReadonlyMap<string, MemberKeys>;
  /** Whose keys it was, or may be, sealed to. */
  readers: ReadonlySet<string>;
}

export interface MemberLog {
  space: string;
  instance: string;
  kind: SpaceKind;
  head: string;
  length: number;
  members: ReadonlyMap<string, MemberKeys>;
  guests: ReadonlySet<string>;
  stewards: ReadonlySet<string>;
  escrow: Escrow | null;
  epochs: readonly Epoch[];
  /** Somebody came without the past, left, or has new keys: nothing is sealed before the next epoch. */
  rotationDue: boolean;
  /** Whose keys are not those they came with: since when, and who wrote it. */
  renewed: ReadonlyMap<string, { by: string; at: string }>;
  /** The last entry by which new keys came without another steward; 0 when none did. The words are compared anew after it. */
  unchecked: number;
}

export const NO_ENTRY = "0".repeat(64);

/** The next entry, signed; what it may say is checked by `follow`, as everybody will check it. */
export async function signedEntry(
  act: Act,
  place: { space: string; seq: number; prev: string; by: string; at: string },
  key: CryptoKey,
): Promise<Entry> {
  const unsigned = { v: 1 as const, ...place, ...act };
  return { ...unsigned, sig: await sign(key, signedText(unsigned)) };
}

export const entryDigest = (entry: Entry): string => digest(utf8(canonical(entry as unknown as Json)));

/**
 * Follow the chain from its beginning and tell how the space stands.
 *
 * Refuses with `form` (not an entry), `context` (another space or instance, a hole, a fork), `older` (shorter than what
 * was seen, or another past), `author` (by one who may not) or `signature`.
 */
export async function followLog(
  entries: readonly unknown[],
  expected: { space: string; instance: string; seen?: { length: number; head: string } },
): Promise<MemberLog> {
  let log: MutableLog | null = null;
  for (const value of entries) {
    const entry = asEntry(value);
    if (entry.space !== expected.space) throw new Refusal("context");
    log = await follow(log, entry, expected.instance);
    const { seen } = expected;
    if (seen && log.length === seen.length && log.head !== seen.head) throw new Refusal("older");
  }
  if (!log) throw new Refusal("form");
  if (expected.seen && log.length < expected.seen.length) throw new Refusal("older");
  return log;
}

interface MutableLog extends MemberLog {
  members: Map<string, MemberKeys>;
  guests: Set<string>;
  stewards: Set<string>;
  epochs: Epoch[];
  renewed: Map<string, { by: string; at: string }>;
  /** Every emergency key there ever was, by id: none of them comes back as a member, who could be given the past. */
  escrows: Map<string, string>;
}

async function follow(log: MutableLog | null, entry: Entry, instance: string): Promise<MutableLog> {
  const next = log ?? founded(entry, instance);
  if (entry.seq !== (log?.length ?? 0) + 1 || entry.prev !== (log?.head ?? NO_ENTRY)) throw new Refusal("context");
  const by = next.members.get(entry.by);
  if (!by || !(next.stewards.has(entry.by) || leavesByOneself(entry) || renews(next, entry))) throw new Refusal("author");
  if (!(await isSigned(by.verify, signedText(entry), entry.sig))) throw new Refusal("signature");
  if (log) take(next, entry);
  next.length = entry.seq;
  next.head = entryDigest(entry);
  return next;
}

function founded(entry: Entry, instance: string): MutableLog {
  // Stryker disable next-line ConditionalExpression: an entry of another act names no instance, and is refused for that
  if (entry.act !== "create" || entry.instance !== instance || entry.by !== entry.member.id) throw new Refusal("context");
  const members = new Map([[entry.member.id, entry.member]]);
  return {
    space: entry.space,
    instance,
    kind: entry.kind,
    head: NO_ENTRY,
    length: 0,
    members,
    guests: new Set(),
    stewards: new Set([entry.member.id]),
    escrow: null,
    escrows: new Map(),
    epochs: [{ recipient: entry.epoch, members: new Map(members), readers: new Set(members.keys()) }],
    rotationDue: false,
    renewed: new Map(),
    unchecked: 0,
  };
}

function take(log: MutableLog, entry: Entry): void {
  switch (entry.act) {
    case "create":
      throw new Refusal("context");
    case "add":
      return added(log, entry);
    case "remove":
      return removed(log, entry.member);
    case "rekey":
      return rekeyed(log, entry);
    case "epoch":
      return rotated(log, entry.epoch);
    case "steward":
      if (!log.members.has(entry.member) || log.guests.has(entry.member)) throw new Refusal("context");
      log.stewards.add(entry.member);
      return;
    case "escrow-on":
      return escrowed(log, entry);
    case "escrow-off":
      if (log.escrow?.id !== entry.member) throw new Refusal("context");
      log.escrow = null;
      log.rotationDue = true;
  }
}

function added(log: MutableLog, { member, past, guest }: { member: MemberKeys; past: boolean; guest: boolean }): void {
  if (log.members.size >= MOST[log.kind] || isTaken(log, member)) throw new Refusal("context");
  if (guest && past) throw new Refusal("context");
  log.members.set(member.id, member);
  if (guest) log.guests.add(member.id);
  if (past) {
    log.epochs = log.epochs.map((epoch) => ({ ...epoch, readers: new Set([...epoch.readers, member.id]) }));
    widenCurrent(log, member);
  } else {
    log.rotationDue = true;
  }
}

/** With the past comes the present: the newcomer writes in the running epoch without a new one. */
function widenCurrent(log: MutableLog, member: MemberKeys): void {
  const current = log.epochs.at(-1);
  // Stryker disable next-line ConditionalExpression: there is an epoch since the founding
  if (current) log.epochs[log.epochs.length - 1] = { ...current, members: new Map([...current.members, [member.id, member]]) };
}

function removed(log: MutableLog, id: string): void {
  if (!log.members.has(id)) throw new Refusal("context");
  const lastSteward = log.stewards.has(id) && log.stewards.size === 1;
  if (lastSteward && log.members.size > 1) throw new Refusal("context"); // nobody could turn the key any more
  log.members.delete(id);
  log.guests.delete(id);
  log.stewards.delete(id);
  log.rotationDue = true;
}

function rekeyed(log: MutableLog, { member, by, at, seq }: Entry & { act: "rekey" }): void {
  const before = log.members.get(member.id);
  if (!before || isTaken(log, member, member.id)) throw new Refusal("context");
  if (by === member.id || !log.stewards.has(by)) log.unchecked = seq;
  log.members.set(member.id, member);
  log.renewed.set(member.id, { by, at });
  log.rotationDue = true;
}

function rotated(log: MutableLog, recipient: string): void {
  if (log.epochs.some((epoch) => epoch.recipient === recipient)) throw new Refusal("context");
  const readers = new Set(log.members.keys());
  if (log.escrow) readers.add(log.escrow.id);
  log.epochs.push({ recipient, members: new Map(log.members), readers });
  log.rotationDue = false;
}

/** Never where one alone reads, never two, and never one that was somebody here: it would bring their past along. */
function escrowed(log: MutableLog, { member: id, recipient, name, at }: Extract<Act, { act: "escrow-on" }> & { at: string }): void {
  const wasHere = [...log.epochs, log].some(({ members }) => [...members.values()].some((one) => one.id === id || one.recipient === recipient));
  if (MOST[log.kind] === 1 || log.escrow || wasHere || log.escrows.has(id)) throw new Refusal("context");
  log.escrow = { id, recipient, name, since: at };
  log.escrows.set(id, recipient);
  log.rotationDue = true; // never retroactive
}

// Stryker disable next-line StringLiteral: no id is empty
function isTaken(log: MutableLog, member: MemberKeys, except = ""): boolean {
  const same = (id: string, recipient: string): boolean => (id === member.id && id !== except) || recipient === member.recipient;
  return (
    [...log.members.values()].some(({ id, recipient, verify }) => same(id, recipient) || verify === member.verify) ||
    [...log.escrows].some(([id, recipient]) => same(id, recipient))
  );
}

/**
 * New keys without another steward: one's own, signed with those of before; and the only steward's, who has lost them,
 * by any member who stays. Nobody comes in by it who was not there.
 */
function renews({ stewards, guests }: MemberLog, entry: Entry): boolean {
  if (entry.act !== "rekey" || guests.has(entry.by)) return false;
  return entry.member.id === entry.by || (stewards.size === 1 && stewards.has(entry.member.id));
}

function leavesByOneself(entry: Entry): boolean {
  return entry.act === "remove" && entry.member === entry.by && entry.why === "left";
}

function signedText(entry: Omit<Entry, "sig"> & { sig?: string }): Uint8Array<ArrayBuffer> {
  const { sig: _left, ...signed } = entry;
  return utf8(SIGNED_AS + canonical(signed as unknown as Json));
}

const COMMON = ["act", "at", "by", "prev", "seq", "sig", "space", "v"];
const OWN: Record<Act["act"], readonly string[]> = {
  create: ["instance", "kind", "member", "epoch"],
  add: ["member", "past", "guest"],
  remove: ["member", "why"],
  rekey: ["member"],
  epoch: ["epoch"],
  steward: ["member"],
  "escrow-on": ["member", "recipient", "name"],
  "escrow-off": ["member"],
};
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const ID = /^[0-9a-f-]{1,64}$/;
/** A line that shows as it is: nothing in it turns the direction, hides or ends the line. */
const NAME = /^(?! )[^\p{C}\p{Zl}\p{Zp}]{1,80}(?<! )$/u;

function asEntry(value: unknown): Entry {
  if (!isRecord(value) || typeof value["act"] !== "string" || !Object.hasOwn(OWN, value["act"])) throw new Refusal("form");
  const own = OWN[value["act"] as Act["act"]];
  if (!hasKeys(value, [...COMMON, ...own]) || !isWellFormed(value)) throw new Refusal("form");
  return value as unknown as Entry;
}

function isWellFormed(value: Record<string, unknown>): boolean {
  const checks: Record<string, (given: unknown) => boolean> = {
    v: (given) => given === 1,
    seq: (given) => Number.isSafeInteger(given) && (given as number) > 0,
    prev: matches(/^[0-9a-f]{64}$/),
    at: matches(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/),
    space: matches(ID),
    instance: matches(ID),
    by: matches(ID),
    epoch: matches(RECIPIENT),
    recipient: matches(RECIPIENT),
    name: matches(NAME),
    sig: matches(/^[A-Za-z0-9+/]{86}==$/),
    kind: (given) => (SPACE_KINDS as readonly unknown[]).includes(given),
    why: (given) => ["left", "removed", "lost", "ended"].includes(given as string),
    past: (given) => typeof given === "boolean",
    guest: (given) => typeof given === "boolean",
    member: (given) => (typeof given === "string" ? ID.test(given) : isMember(given)),
  };
  const wholeMember = ["create", "add", "rekey"].includes(value["act"] as string);
  if ("member" in value && (typeof value["member"] === "string") === wholeMember) return false;
  return Object.entries(value).every(([key, given]) => key === "act" || (checks[key]?.(given) ?? false));
}

function isMember(value: unknown): boolean {
  if (!isRecord(value) || !hasKeys(value, ["id", "recipient", "verify"])) return false;
  const { id, recipient, verify } = value;
  return matches(ID)(id) && matches(RECIPIENT)(recipient) && matches(/^[A-Za-z0-9+/]{43}=$/)(verify);
}

function matches(form: RegExp): (given: unknown) => boolean {
  return (given) => typeof given === "string" && form.test(given);
}
