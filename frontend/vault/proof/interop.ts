/**
 * What we seal and open, for others to hold theirs against: Node runs it as a module, a browser as a script under the
 * page's own rules. Development only.
 */

import { Decrypter } from "age-encryption";
import { openBlob, openWith, openWithCode, sealBlob, sealTo, sealWithCode } from "../core/sealing";

type Act = (key: string, bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

const whole = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

const acts: Record<string, Act> = {
  seal: (recipient, plain) => sealTo([recipient], plain),
  open: (identity, sealed) => openWith([identity], sealed),
  "seal as it streams": async (recipient, plain) => whole(await sealBlob([recipient], new Blob([plain]))),
  "open as it streams": async (identity, sealed) => whole(await openBlob([identity], new Blob([sealed]))),
  "seal with a code": (code, plain) => sealWithCode(code, plain),
  "open with a code": (code, sealed) => openWithCode(code, sealed),
  /** The library without our rule for how hard a code must be to try. */
  "open with any code"(code, sealed) {
    const age = new Decrypter();
    age.addPassphrase(code);
    return age.decrypt(sealed);
  },
};

/** The bytes, or the reason of a refusal. */
export async function run(act: string, key: string, bytes: Uint8Array): Promise<Uint8Array | string> {
  const found = acts[act];
  if (!found) throw new RangeError(`There is no act called ${act}.`);
  try {
    return await found(key, new Uint8Array(bytes));
  } catch (fault) {
    return (fault as { reason?: string }).reason ?? String(fault);
  }
}

Object.assign(globalThis, { interop: { run } });
