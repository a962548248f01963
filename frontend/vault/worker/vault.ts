/** One person's locked notes, in this worker alone: its keys never leave it, and nothing of it is kept on disk. */

import { fromBase64, type Json, toBase64 } from "../core/bytes";
import type { Kind } from "../core/envelope";
import { Refusal } from "../core/refusal";
import type { SpaceKind } from "../core/member-log";
import { newRecoveryCode, readRecoveryCode } from "../core/recovery-code";
import { newPassphrase, readPassphrase } from "../core/words";
import { held, newSecret, openedWithCode, publicKeys, type Secret, sealedWithCode } from "../keys/secret";
import { type Account, Api, NotGranted, type Spaces, type WaySent } from "./api";
import { type Keyring, openedKeyring, sealedKeyring } from "./keyring";
import { type Me, type Opened, Space } from "./space";
import type { Listed } from "./index-document";

export interface Standing {
  /** No account yet, locked, or open. */
  state: "none" | "locked" | "open";
  person: Account["person"];
  ways: { id: string; kind: WaySent["kind"]; made: string; proved: boolean }[];
}

export interface Codes {
  passphrase: string;
  recovery: string;
}

export interface SpaceShown {
  id: string;
  kind: SpaceKind;
  process: { id: string; name: string } | null;
  listed: Listed[];
  missing: string[];
  /** Names of those who can read it now. */
  readers: string[];
  turnDue: boolean;
}

export class Vault {
  private account: Account | null = null;
  private me: Me | null = null;
  private ring: Keyring = { rev: 0, seen: {} };
  private readonly spaces = new Map<string, Space>();
  private offered: { codes: Codes; secret: Secret; keys: Me["keys"] } | null = null;

  constructor(private readonly api: Api) {}

  async enter(word: string): Promise<Standing> {
    await this.api.enter(word);
    this.account = await this.api.account();
    return this.standing();
  }

  standing(): Standing {
    const account = this.known();
    const ways = account.ways.map(({ id, kind, made, proved }) => ({ id, kind, made, proved }));
    return { state: this.me ? "open" : account.account ? "locked" : "none", person: account.person, ways };
  }

  /** Make the secrets of a new account, and the two codes that will open it. Nothing is sent yet. */
  async offer(words: readonly string[]): Promise<Codes> {
    const codes = { passphrase: newPassphrase(words), recovery: newRecoveryCode() };
    this.offered = { codes, ...(await newSecret()) };
    return codes;
  }

  /** Open the account that was offered, once both codes were shown to be at hand. */
  async setUp(typed: Codes): Promise<Standing> {
    if (!this.offered) throw new NotGranted("nothing-offered");
    const { codes, secret, keys } = this.offered;
    if (readPassphrase(typed.passphrase) !== codes.passphrase) throw new NotGranted("passphrase-differs");
    if (readRecoveryCode(typed.recovery) !== codes.recovery) throw new NotGranted("recovery-differs");
    const [instance, person] = [this.known().instance, this.known().person.id];
    const me = { instance, person, keys, held: await held(secret) };
    const ring = { rev: 1, seen: {} };
    const ways = [
      await way("passphrase", codes.passphrase, secret),
      await way("recovery", codes.recovery, secret),
    ];
    this.account = await this.api.openAccount({ ...keys, ways, keyring: await sealedKeyring(me, ring) });
    [this.me, this.ring, this.offered] = [me, ring, null];
    return this.standing();
  }

  /** Open with the passphrase or the recovery code. Refuses (`recipient`) a wrong one; nothing is ever wiped. */
  async unlock(kind: "passphrase" | "recovery", typed: string): Promise<Standing> {
    this.account = await this.api.account();
    const code = kind === "passphrase" ? readPassphrase(typed) : readRecoveryCode(typed);
    if (code === null) throw new NotGranted("no-code");
    const way = this.account.ways.find((one) => one.kind === kind);
    if (!way) throw new NotGranted("no-such-way");
    await this.openFrom(await openedWithCode(fromBase64(way.sealed), code));
    if (!way.proved) this.account = await this.api.proveWay(way.id);
    return this.standing();
  }

  /** Forget every key. What was sealed stays where it is. */
  lock(): Standing {
    this.me = null;
    this.ring = { rev: 0, seen: {} };
    this.spaces.clear();
    return this.standing();
  }

  async leave(): Promise<void> {
    this.lock();
    await this.api.leave().catch(() => undefined); // gone already, or no network: nothing here opens anything either way
  }

  mine = (): Promise<Spaces> => this.api.spaces();

  async found(kind: SpaceKind, process: string | null): Promise<string> {
    const id = await Space.found(this.api, this.opened(), kind, process);
    await this.space(id);
    return id;
  }

  async open(id: string): Promise<SpaceShown> {
    const space = await Space.open(this.api, this.opened(), id, this.ring.seen[id]);
    this.spaces.set(id, space);
    await this.remember(space);
    return shown(space);
  }

  async read(space: string, id: string, kind: Kind): Promise<Opened> {
    return (await this.space(space)).read(id, kind);
  }

  async save(
    space: string, id: string, kind: Kind, body: Json, before: { rev: number; mark: string } | null, title: string,
  ): Promise<{ rev: number; mark: string }> {
    const found = await this.space(space);
    const saved = await found.save(id, kind, body, before, title);
    await this.remember(found);
    return saved;
  }

  async erase(space: string, id: string, rev: number): Promise<void> {
    const found = await this.space(space);
    await found.erase(id, rev);
    await this.remember(found);
  }

  private async space(id: string): Promise<Space> {
    const known = this.spaces.get(id);
    if (known) return known;
    await this.open(id);
    const found = this.spaces.get(id);
    if (!found) throw new NotGranted("not-there");
    return found;
  }

  private async openFrom(secret: Secret): Promise<void> {
    const { account, instance, person, keyring } = this.known();
    if (!account || !keyring) throw new NotGranted("none");
    const keys = await publicKeys(secret);
    // the server's word for my public keys counts for nothing: they follow from the secret, or it is not mine
    if (keys.recipient !== account.recipient || keys.verify !== account.verify) throw new Refusal("author");
    const me = { instance, person: person.id, keys, held: await held(secret) };
    this.ring = await openedKeyring(me, keyring);
    this.me = me;
  }

  /** Note what was seen. Another device may have written first: then its memory and ours are put together. */
  private async remember(space: Space): Promise<void> {
    const id = space.whole.id;
    for (;;) {
      const { length, index } = this.ring.seen[id] ?? { length: 0, index: 0 };
      const { seen } = space;
      if (seen.length <= length && seen.index <= index) return;
      const next = { rev: this.ring.rev + 1, seen: { ...this.ring.seen, [id]: seen } };
      try {
        await this.api.keepKeyring(next.rev, await sealedKeyring(this.opened(), next));
        this.ring = next;
        return;
      } catch (fault) {
        if (!(fault instanceof NotGranted && fault.code === "overtaken")) throw fault;
        const { keyring } = await this.api.account();
        if (!keyring) throw fault;
        this.ring = await openedKeyring(this.opened(), keyring, this.ring.rev);
      }
    }
  }

  private known(): Account {
    if (!this.account) throw new NotGranted("not-in");
    return this.account;
  }

  private opened(): Me {
    if (!this.me) throw new NotGranted("locked");
    return this.me;
  }
}

async function way(kind: "passphrase" | "recovery", code: string, secret: Secret): Promise<WaySent> {
  const sealed = toBase64(await sealedWithCode(secret, code));
  return { id: crypto.randomUUID(), kind, sealed, credential: "", proved: true };
}

function shown(space: Space): SpaceShown {
  const { whole, log } = space;
  const readers = [...log.members.keys()].map((id) => whole.people[id] ?? "").filter(Boolean);
  return { id: whole.id, kind: log.kind, process: whole.process, ...space.list(), readers, turnDue: log.rotationDue };
}
