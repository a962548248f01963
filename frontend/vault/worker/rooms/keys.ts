/** Coming in, setting up, opening and locking: the ways to one's own two secrets. */

import { newRecoveryCode } from "../../core/recovery-code";
import { newPassphrase } from "../../core/words";
import { forgetDevice, remembered } from "../../keys/device";
import { held, newSecret, type PublicKeys, type Secret } from "../../keys/secret";
import { type Account, NotGranted, type PasskeyAnswer, type Question, type WaySent } from "../api";
import { sealedKeyring } from "../keyring";
import {
  type CodeKind, codeWay, deviceWay, type PasskeyMade, passkeyWay, type Proof, readCode, secretBehind, standOnTwo,
} from "../opening";
import type { Session } from "../session";

export interface Standing {
  /** No account yet, locked, or open. */
  state: "none" | "locked" | "open";
  person: Account["person"];
  supervises: boolean;
  /** The day on which the account was made; empty when there is none. */
  made: string;
  ways: WayShown[];
}

export interface WayShown {
  id: string;
  kind: WaySent["kind"];
  credential: string;
  /** Days. */
  made: string;
  used: string;
  proved: boolean;
  /** This browser holds its key. */
  here: boolean;
}

export type Codes = Partial<Record<CodeKind, string>>;

export class Keys {
  private offered: { codes: Codes; secret: Secret; keys: PublicKeys } | null = null;

  constructor(private readonly session: Session) {}

  async enter(word: string): Promise<{ standing: Standing; own: boolean }> {
    const own = await this.session.api.enter(word);
    await this.session.look();
    return { standing: await this.standing(), own };
  }

  question = (): Promise<Question> => this.session.api.question();
  newQuestion = (): Promise<Question> => this.session.api.newQuestion();

  /** Come in with a passkey and open with it, in one showing. A passkey that only signs in leaves the notes locked. */
  async enterByPasskey(answer: PasskeyAnswer, own: boolean, proof: Proof, remember: boolean): Promise<Standing> {
    await this.session.api.enterByPasskey(answer, own);
    const { account } = await this.session.look();
    if (!account) return this.standing();
    // signed in is signed in, whether or not this passkey also opens: the page shows the other ways
    return this.unlock(proof, remember).catch(() => this.standing());
  }

  /** The word that leads this browser on to the main host, when a passkey let it in here. */
  async wordBack(): Promise<string> {
    return (await this.session.api.back()).word;
  }

  async standing(): Promise<Standing> {
    const { account, person, supervises, ways } = this.session.known();
    const here = (await remembered(person.id))?.way;
    return {
      state: this.session.isOpen ? "open" : account ? "locked" : "none",
      person,
      supervises,
      made: account?.made ?? "",
      ways: ways.map(({ sealed: _sealed, ...way }) => ({ ...way, here: way.id === here })),
    };
  }

  /** Ask the server whether this browser may still ask. Refuses (`not-in`) when not; then every key is forgotten. */
  async stillIn(): Promise<Standing> {
    try {
      await this.session.look();
    } catch (fault) {
      if (fault instanceof NotGranted && fault.code === "not-in") this.lock();
      throw fault;
    }
    return this.standing();
  }

  /** Make the secrets of a new account, and the codes that will open it. Nothing is sent yet. */
  async offer(kinds: readonly CodeKind[], words: readonly string[]): Promise<Codes> {
    const codes = Object.fromEntries(kinds.map((kind) => [kind, newCode(kind, words)])) as Codes;
    this.offered = { codes, ...(await newSecret()) };
    return codes;
  }

  /**
   * Open the account that was offered, with what was shown to be at hand.
   *
   * Whoever writes notes about others shows two ways first, one of them off every device (`two-ways`); others may
   * show their code later. `anew`: every way is lost; the keys so far are set aside, and nothing of them is wiped.
   */
  async setUp(typed: Codes, made: PasskeyMade | null, remember: boolean, anew = false): Promise<Standing> {
    if (!this.offered) throw new NotGranted("nothing-offered");
    const { codes, secret, keys } = this.offered;
    const { instance, person, supervises } = this.session.known();
    const shown = (kind: CodeKind): boolean => {
      if (typed[kind] === undefined) return false;
      if (readCode(kind, typed[kind]) !== codes[kind]) throw new NotGranted(`${kind}-differs`);
      return true;
    };
    const ways: WaySent[] = [];
    for (const kind of Object.keys(codes) as CodeKind[]) ways.push(await codeWay(kind, codes[kind] ?? "", secret, shown(kind)));
    if (made) ways.push(await passkeyWay(made, secret));
    if (supervises && !standOnTwo(ways)) throw new NotGranted("two-ways");
    if (remember) ways.push(await deviceWay(person.id, secret));
    const me = { instance, person: person.id, keys, held: await held(secret) };
    const ring = { rev: 1, seen: {} };
    const said = { ...keys, ways, keyring: await sealedKeyring(me, ring) };
    this.session.know(await (anew ? this.session.api.beginAnew(said) : this.session.api.openAccount(said)));
    this.session.begin(me, ring);
    this.offered = null;
    return this.standing();
  }

  /** Open with one of the ways. Refuses (`recipient`) a wrong one; nothing is ever wiped. */
  async unlock(proof: Proof, remember: boolean): Promise<Standing> {
    const account = await this.session.look();
    const { secret, way } = await secretBehind(account, proof);
    await this.session.openFrom(secret);
    await this.noteUse(way);
    if (remember && proof.by !== "device") {
      this.session.know(await this.session.api.addWay(await deviceWay(account.person.id, secret)));
    }
    return this.standing();
  }

  private async noteUse({ id, used, proved }: { id: string; used: string; proved: boolean }): Promise<void> {
    if (proved && used === new Date().toISOString().slice(0, 10)) return;
    this.session.know(await this.session.api.proveWay(id));
  }

  /** Keep nothing of this person in this browser; the way that it opened goes too, when that can be. */
  async forgetHere(): Promise<Standing> {
    const { person } = this.session.known();
    const device = await remembered(person.id);
    await forgetDevice(person.id);
    if (device) await this.session.api.dropWay(device.way).then((account) => this.session.know(account), () => undefined);
    return this.standing();
  }

  /** Forget every key. What was sealed stays where it is. */
  lock(): Promise<Standing> {
    this.session.forget();
    return this.standing();
  }

  async leave(): Promise<void> {
    this.session.forget();
    await this.session.api.leave().catch(() => undefined); // gone already, or no network: nothing here opens anything
  }
}

export const newCode = (kind: CodeKind, words: readonly string[]): string =>
  kind === "passphrase" ? newPassphrase(words) : newRecoveryCode();
