import { Decrypter, webauthn } from "age-encryption";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Refusal } from "../core/refusal";
import { openedWithPasskey, sealedWithPasskey } from "./passkey";
import { prfInputs } from "./prf-inputs";
import { newSecret, readSecret } from "./secret";

const HOST = "oma.example.fi";
const given = (fill: number): ArrayBuffer => new Uint8Array(64).fill(fill).buffer;

async function reasonOf(opening: Promise<unknown>): Promise<string> {
  return opening.then(
    () => "opened",
    (fault: unknown) => (fault instanceof Refusal ? fault.reason : "something else"),
  );
}

afterEach(() => vi.unstubAllGlobals());

describe("a passkey", () => {
  it("opens what was sealed to it, and what it gave is wiped each time", async () => {
    const { secret } = await newSecret();
    const [first, second] = [given(7), given(7)];
    const sealed = await sealedWithPasskey(secret, first, HOST);
    expect(await openedWithPasskey(sealed, second, HOST)).toEqual(secret);
    for (const used of [first, second]) expect(new Uint8Array(used)).toEqual(new Uint8Array(64));
  });

  it("opens nothing for another passkey, at another host, or from a file that was changed", async () => {
    const { secret } = await newSecret();
    const sealed = await sealedWithPasskey(secret, given(7), HOST);
    expect(await reasonOf(openedWithPasskey(sealed, given(8), HOST))).toBe("recipient");
    expect(await reasonOf(openedWithPasskey(sealed, given(7), "elsewhere.example.fi"))).toBe("form");
    expect(await reasonOf(openedWithPasskey(sealed, new ArrayBuffer(32), HOST))).toBe("form");
    const changed = sealed.slice();
    const last = changed.length - 1;
    changed[last] = (changed[last] ?? 0) ^ 1;
    expect(await reasonOf(openedWithPasskey(changed, given(7), HOST))).toBe("form");
  });

  it("makes a file that the library's own passkey identity opens", async () => {
    const { secret } = await newSecret();
    const sealed = await sealedWithPasskey(secret, given(7), HOST);
    const asked: unknown[] = [];
    const get = ({ publicKey }: { publicKey: { extensions: { prf: { eval: unknown } } } }) => {
      asked.push(publicKey.extensions.prf.eval);
      const half = new Uint8Array(32).fill(7).buffer;
      return Promise.resolve({ getClientExtensionResults: () => ({ prf: { results: { first: half, second: half } } }) });
    };
    vi.stubGlobal("navigator", { credentials: { get } });
    const age = new Decrypter();
    age.addIdentity(new webauthn.WebAuthnIdentity({ rpId: HOST }));
    expect(readSecret(await age.decrypt(sealed))).toEqual(secret);
    expect(asked).toEqual([prfInputs(HOST)]);
  });
});
