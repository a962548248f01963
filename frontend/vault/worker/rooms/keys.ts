/** Coming in, setting up, opening and locking: the ways to one's own two secrets. */

import { fromBase64, toBase64 } from "../../core/bytes";
import { newRecoveryCode, readRecoveryCode } from "../../core/recovery-code";
import { newPassphrase, readPassphrase } from "../../core/words";
import { held, newSecret, openedWithCode, type PublicKeys, type Secret, sealedWithCode } from "../../keys/secret";
import { type Account, NotGranted, type WaySent } from "../api";
import { sealedKeyring } from "../keyring";
import type { Session } from "../session";

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

export class Keys {
  private offered: { codes: Codes; secret: Secret; keys: PublicKeys } | null = null;

  constructor(private readonly session: Session) {}

  async enter(word: string): Promise<Standing> {
    await this.session.api.enter(word);
    await this.session.look();
    return this.standing();
  }

  standing(): Standing {
    const account = this.session.known();
    const ways = account.ways.map(({ id, kind, made, proved }) => ({ id, kind, made, proved }));
    return { state: this.session.isOpen ? "open" : account.account ? "locked" : "none", person: account.person, ways };
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
    const { instance, person } = this.session.known();
    const me = { instance, person: person.id, keys, held: await held(secret) };
    const ring = { rev: 1, seen: {} };
    const ways = [
      await way("passphrase", codes.passphrase, secret),
      await way("recovery", codes.recovery, secret),
    ];
    this.session.know(await this.session.api.openAccount({ ...keys, ways, keyring: await sealedKeyring(me, ring) }));
    this.session.begin(me, ring);
    this.offered = null;
    return this.standing();
  }

  /** Open with the passphrase or the recovery code. Refuses (`recipient`) a wrong one; nothing is ever wiped. */
  async unlock(kind: "passphrase" | "recovery", typed: string): Promise<Standing> {
    const account = await this.session.look();
    const code = kind === "passphrase" ? readPassphrase(typed) : readRecoveryCode(typed);
    if (code === null) throw new NotGranted("no-code");
    const found = account.ways.find((one) => one.kind === kind);
    if (!found) throw new NotGranted("no-such-way");
    await this.session.openFrom(await openedWithCode(fromBase64(found.sealed), code));
    if (!found.proved) this.session.know(await this.session.api.proveWay(found.id));
    return this.standing();
  }

  /** Forget every key. What was sealed stays where it is. */
  lock(): Standing {
    this.session.forget();
    return this.standing();
  }

  async leave(): Promise<void> {
    this.lock();
    await this.session.api.leave().catch(() => undefined); // gone already, or no network: nothing here opens anything
  }
}

async function way(kind: "passphrase" | "recovery", code: string, secret: Secret): Promise<WaySent> {
  const sealed = toBase64(await sealedWithCode(secret, code));
  return { id: crypto.randomUUID(), kind, sealed, credential: "", proved: true };
}
