/** From one of the ways to a person's two secrets; and from those to one more way. */

import { fromBase64, toBase64 } from "../core/bytes";
import { readRecoveryCode } from "../core/recovery-code";
import { readPassphrase } from "../core/words";
import { newDeviceKey, openedWithKey, remember, remembered, sealedForKey } from "../keys/device";
import { openedWithPasskey, sealedWithPasskey } from "../keys/passkey";
import { openedWithCode, type Secret, sealedWithCode } from "../keys/secret";
import { type Account, NotGranted, type PasskeyAnswer, type WaySent } from "./api";

export type CodeKind = "passphrase" | "recovery";

/** What a person has shown, by which their notes open. */
export type Proof =
  | { by: CodeKind; typed: string }
  | { by: "passkey"; credential: string; prf: ArrayBuffer }
  | { by: "device" };

/** A passkey that was just made: what it tells the server, and what it gave to seal with. */
export interface PasskeyMade {
  answer: PasskeyAnswer;
  prf: ArrayBuffer;
}

export type Way = Account["ways"][number];

const host = (): string => self.location.hostname;

/** The secrets behind a proof, and the way that gave them. Refuses (`recipient`) a wrong one; nothing is wiped. */
export async function secretBehind(account: Account, proof: Proof): Promise<{ secret: Secret; way: Way }> {
  if (proof.by === "device") {
    const device = await remembered(account.person.id);
    const way = found(account, (one) => one.id === device?.way);
    if (!device) throw new NotGranted("no-such-way");
    return { secret: await openedWithKey(fromBase64(way.sealed), device.key), way };
  }
  if (proof.by === "passkey") {
    const way = found(account, ({ kind, credential }) => kind === "passkey" && credential === proof.credential);
    return { secret: await openedWithPasskey(fromBase64(way.sealed), proof.prf, host()), way };
  }
  const code = readCode(proof.by, proof.typed);
  if (code === null) throw new NotGranted("no-code");
  const ways = account.ways.filter(({ kind }) => kind === proof.by);
  const way = ways.at(-1); // two stand for a moment, while one takes the other's place
  if (!way) throw new NotGranted("no-such-way");
  for (const earlier of ways.slice(0, -1)) {
    const secret = await openedWithCode(fromBase64(earlier.sealed), code).catch(() => null);
    if (secret) return { secret, way: earlier };
  }
  return { secret: await openedWithCode(fromBase64(way.sealed), code), way };
}

function found(account: Account, is: (way: Way) => boolean): Way {
  const way = account.ways.find(is);
  if (!way) throw new NotGranted("no-such-way");
  return way;
}

export const readCode = (kind: CodeKind, typed: string): string | null =>
  kind === "passphrase" ? readPassphrase(typed) : readRecoveryCode(typed);

export async function codeWay(kind: CodeKind, code: string, secret: Secret, proved: boolean): Promise<WaySent> {
  return { ...newWay(kind, await sealedWithCode(secret, code)), proved };
}

export async function passkeyWay({ answer, prf }: PasskeyMade, secret: Secret): Promise<WaySent> {
  const sealed = await sealedWithPasskey(secret, prf, host());
  return { ...newWay("passkey", sealed), credential: answer.credential, made: answer };
}

/** A key of this browser's own, kept here, and the way that it opens. */
export async function deviceWay(person: string, secret: Secret): Promise<WaySent> {
  const key = await newDeviceKey();
  const way = newWay("device", await sealedForKey(secret, key));
  await remember(person, { way: way.id, key });
  return way;
}

export function newWay(kind: WaySent["kind"], sealed: Uint8Array): WaySent {
  return { id: crypto.randomUUID(), kind, sealed: toBase64(sealed), credential: "", proved: true };
}

/** Whether the notes open by two ways that were shown to be at hand, one of them away from any device. */
export function standOnTwo(ways: readonly Pick<WaySent, "kind" | "proved">[]): boolean {
  const proved = ways.filter((way) => way.proved);
  return proved.length >= 2 && proved.some(isOffDevice);
}

export const isOffDevice = ({ kind }: Pick<WaySent, "kind">): boolean => kind === "passphrase" || kind === "recovery";
