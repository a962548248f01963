/** New keys in the place of those that somebody else may know; and keys of before, found again after one began anew. */

import { remember, remembered, sealedForKey } from "../../keys/device";
import { held, newSecret, type PublicKeys, publicKeys, type Secret } from "../../keys/secret";
import { Refusal } from "../../core/refusal";
import { type Former, NotGranted, type WaySent } from "../api";
import { openedKeyring, type SeenSpace } from "../keyring";
import { type CodeKind, codeWay, newWay, type Proof, readCode, secretBehind } from "../opening";
import type { Session } from "../session";
import { type Codes, newCode, type WayShown } from "./keys";

/** In how many circles the new keys stand; and in how many of them nothing can be saved before another has looked. */
export interface Renewed {
  circles: number;
  waiting: number;
}

export class Renewal {
  private begun: { secret: Secret; kept: Codes; made: Codes } | null = null;

  constructor(private readonly session: Session) {
    session.alsoForget.push(() => {
      this.begun = null;
    });
  }

  /** Show the keys of now. Codes that are typed go on opening; of each other kind a new one is given, to write down. */
  async begin(proof: Proof, typed: Codes, words: readonly string[]): Promise<Codes> {
    const { keys } = this.session.opened();
    const account = await this.session.look();
    const { secret } = await secretBehind(account, proof);
    await isOf(secret, keys);
    const kept: Codes = {};
    for (const [kind, text] of Object.entries(typed) as [CodeKind, string][]) {
      if (proof.by !== kind || proof.typed !== text) await secretBehind(account, { by: kind, typed: text });
      kept[kind] = readCode(kind, text) ?? "";
    }
    const both: CodeKind[] = ["passphrase", "recovery"];
    const had = both.filter((kind) => account.ways.some((way) => way.kind === kind));
    const wanted = account.supervises ? both : had.length > 0 ? had : both.slice(0, 1);
    const made = Object.fromEntries(wanted.filter((kind) => !kept[kind]).map((kind) => [kind, newCode(kind, words)])) as Codes;
    this.begun = { secret, kept, made };
    return made;
  }

  /** Take new keys, once the new codes were shown to be at hand: first the ways, then one circle after another. */
  async finish(typed: Codes): Promise<Renewed> {
    if (!this.begun) throw new NotGranted("nothing-offered");
    const { secret: before, kept, made } = this.begun;
    for (const [kind, code] of Object.entries(made) as [CodeKind, string][]) {
      if (readCode(kind, typed[kind] ?? "") !== code) throw new NotGranted(`${kind}-differs`);
    }
    const { instance, person } = this.session.opened();
    const { secret, keys } = await newSecret();
    const ways: WaySent[] = [];
    for (const [kind, code] of Object.entries({ ...kept, ...made }) as [CodeKind, string][]) ways.push(await codeWay(kind, code, secret, true));
    const device = await remembered(person);
    const here = device && newWay("device", await sealedForKey(secret, device.key));
    if (here) ways.push(here);
    const me = { instance, person, keys, held: await held(secret) };
    await this.session.goOn(me, before, (rev, keyring) => this.session.api.renewKeys({ ...keys, ways, rev, keyring }));
    this.begun = null;
    if (device && here) await remember(person, { ...device, way: here.id });
    return this.everywhere();
  }

  /** The ways to keys of before that are kept and not taken up yet. */
  async former(): Promise<WayShown[]> {
    const here = (await remembered(this.session.known().person.id))?.way;
    const found = await this.notTakenUp();
    return found.flatMap(({ ways }) => ways.map(({ sealed: _sealed, ...way }) => ({ ...way, here: way.id === here })));
  }

  /** Open keys of before with what was found. Refuses (`recipient`) what opens none of them; nothing is wiped. */
  async takeUp(proof: Proof): Promise<Renewed> {
    const account = this.session.known();
    let fault: unknown = new NotGranted("no-such-way");
    for (const one of (await this.notTakenUp()).reverse()) {
      try {
        const { secret } = await secretBehind({ ...account, ways: one.ways }, proof);
        await this.take(secret, one);
        return await this.everywhere();
      } catch (refused) {
        if (!isOther(refused)) throw refused;
        if (refused instanceof Refusal) fault = refused;
      }
    }
    throw fault;
  }

  private async notTakenUp(): Promise<Former[]> {
    const known = new Set((await this.session.former()).map(({ keys }) => keys.recipient));
    return (await this.session.api.former()).former.filter(({ recipient }) => !known.has(recipient));
  }

  /** The secret goes into the keyring, and with it what was remembered of circles. */
  private async take(secret: Secret, { recipient, verify, keyring }: Former): Promise<void> {
    const me = this.session.opened();
    await isOf(secret, { recipient, verify });
    const before = { ...me, keys: { recipient, verify }, held: await held(secret) };
    const old = keyring ? (await openedKeyring(before, keyring)).seen : {};
    await this.session.keep(({ former = [], seen }) => ({ former: [...former, secret], seen: newest(seen, old) }));
  }

  /** Each circle opens with the keys that its list names, and by that the new ones take their place. */
  private async everywhere(): Promise<Renewed> {
    const found = { circles: 0, waiting: 0 };
    for (const { id } of (await this.session.api.spaces()).spaces) {
      try {
        const { log } = await this.session.reopen(id);
        found.circles += 1;
        if (log.rotationDue) found.waiting += 1;
      } catch (fault) {
        if (fault instanceof NotGranted && fault.code === "offline") throw fault; // what is left follows when it is opened
      }
    }
    return found;
  }
}

/** Refuses (`author`) a secret that is not that of these public keys. */
async function isOf(secret: Secret, keys: PublicKeys): Promise<void> {
  const { recipient, verify } = await publicKeys(secret);
  if (recipient !== keys.recipient || verify !== keys.verify) throw new Refusal("author");
}

/** It may be another one's. */
const isOther = (fault: unknown): boolean =>
  (fault instanceof Refusal && fault.reason === "recipient") || (fault instanceof NotGranted && fault.code === "no-such-way");

function newest(seen: Record<string, SeenSpace>, old: Record<string, SeenSpace>): Record<string, SeenSpace> {
  const isNewer = ([id, { length, index }]: [string, SeenSpace]): boolean => length + index > (seen[id]?.length ?? 0) + (seen[id]?.index ?? 0);
  return { ...seen, ...Object.fromEntries(Object.entries(old).filter(isNewer)) };
}
