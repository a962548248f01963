/** The ways by which opened notes open: one more, one anew, one taken away. Each asks for one that stands already. */

import { toBase64 } from "../../core/bytes";
import { readShortCode } from "../../core/recovery-code";
import type { Secret } from "../../keys/secret";
import { NotGranted } from "../api";
import { approvalProof, sealedApproval } from "../approving";
import { type CodeKind, codeWay, deviceWay, isOffDevice, type PasskeyMade, passkeyWay, type Proof, readCode, secretBehind, standOnTwo } from "../opening";
import type { Session } from "../session";
import { newCode } from "./keys";

export type Due =
  | "nothing"
  | "soon" // one way stands; the second may wait a little
  | "now" // it has waited long enough: nothing new is written before it stands
  | "test"; // the code has not been tried for half a year

const ENTRIES_BEFORE = 2; // the third entry asks for the second way
const DAYS_BEFORE = 14;
const DAYS_UNTRIED = 182;

export class Ways {
  private proved: Secret | null = null;
  private compared: { id: string; recipient: string; code: string } | null = null;
  private offered: { kind: CodeKind; code: string } | null = null;

  constructor(private readonly session: Session) {
    session.alsoForget.push(() => this.forget());
  }

  /** Show one way, so that another may be made. Refuses (`recipient`) a wrong one. */
  async prove(proof: Proof): Promise<void> {
    this.session.opened();
    this.proved = (await secretBehind(await this.session.look(), proof)).secret;
  }

  /** A new code of this kind, to write down; the one before opens until the new one was shown to be at hand. */
  offer(kind: CodeKind, words: readonly string[]): string {
    this.secret();
    this.offered = { kind, code: newCode(kind, words) };
    return this.offered.code;
  }

  /** Keep the offered code as the way of its kind, once it was shown to be at hand. No note is touched. */
  async keep(typed: string): Promise<void> {
    const [secret, offered] = [this.secret(), this.offered];
    if (!offered) throw new NotGranted("nothing-offered");
    const { kind, code } = offered;
    if (readCode(kind, typed) !== code) throw new NotGranted(`${kind}-differs`);
    const before = this.session.known().ways.filter((way) => way.kind === kind);
    this.session.know(await this.session.api.addWay(await codeWay(kind, code, secret, true)));
    for (const { id } of before) this.session.know(await this.session.api.dropWay(id));
    this.forget();
  }

  /** Show that a code that stands already is at hand. Refuses (`recipient`) another. */
  async tryOut(kind: CodeKind, typed: string): Promise<void> {
    const { way } = await secretBehind(await this.session.look(), { by: kind, typed });
    this.session.know(await this.session.api.proveWay(way.id));
  }

  async addPasskey(made: PasskeyMade): Promise<void> {
    this.session.know(await this.session.api.addWay(await passkeyWay(made, this.secret())));
    this.forget();
  }

  async rememberHere(): Promise<void> {
    const { person } = this.session.known();
    this.session.know(await this.session.api.addWay(await deviceWay(person.id, this.secret())));
    this.forget();
  }

  /**
   * Whether the signs that a new device shows belong to the key that the server says is its. Refuses
   * (`approval-differs`) otherwise; only what was found right here is ever sealed to.
   */
  async compare(id: string, typed: string): Promise<void> {
    this.compared = null;
    this.session.opened();
    const code = readShortCode(typed);
    if (!code) throw new NotGranted("no-short-code");
    const asked = (await this.session.api.approvals()).approvals.find((one) => one.id === id);
    if (!asked) throw new NotGranted("not-there");
    const { recipient, proof } = asked;
    if ((await approvalProof(code, this.session.known().person.id, recipient)) !== proof) throw new NotGranted("approval-differs");
    this.compared = { id, recipient, code };
  }

  /** Seal the secrets to the new device that was compared. */
  async approve(): Promise<void> {
    const [secret, compared] = [this.secret(), this.compared];
    if (!compared) throw new NotGranted("not-there");
    this.forget();
    await this.session.api.approve(compared.id, toBase64(await sealedApproval(secret, compared)));
  }

  async drop(id: string): Promise<void> {
    const { supervises, ways } = this.session.known();
    if (supervises && !standOnTwo(ways.filter((way) => way.id !== id)) && standOnTwo(ways)) throw new NotGranted("two-ways");
    this.session.know(await this.session.api.dropWay(id));
  }

  /** What the ways ask for before more is written. Nothing here ever stands before reading or taking along. */
  due(): Due {
    const { account, supervises, ways } = this.session.known();
    const today = Date.now();
    const daysSince = (day: string): number => (day ? (today - Date.parse(day)) / 86_400_000 : 0);
    if (supervises && !standOnTwo(ways)) return "now";
    const codes = ways.filter((way) => way.proved && isOffDevice(way));
    if (codes.length === 0) {
      const waited = this.session.entriesOfMine() >= ENTRIES_BEFORE || daysSince(account?.made ?? "") >= DAYS_BEFORE;
      return waited ? "now" : "soon";
    }
    const recovery = codes.filter(({ kind }) => kind === "recovery");
    return recovery.length > 0 && recovery.every(({ used }) => daysSince(used) > DAYS_UNTRIED) ? "test" : "nothing";
  }

  /** Drop what was shown; the next act asks again. */
  forget(): void {
    [this.proved, this.offered, this.compared] = [null, null, null];
  }

  private secret(): Secret {
    if (!this.proved) throw new NotGranted("show-first");
    return this.proved;
  }
}
