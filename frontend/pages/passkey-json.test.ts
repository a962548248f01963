import { expect, test } from "vitest";

import { answerJson, asPasskey, creationOptions, requestOptions, toBytes, toText } from "./passkey-json";

test("what is written as text comes back as the same bytes", () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256);
    expect([...toBytes(toText(bytes))]).toEqual([...bytes]);
  }
});

test("the text is the address-safe kind, without padding", () => {
  expect(toText(Uint8Array.of(251, 239, 255))).toBe("--__");
  expect(toText(Uint8Array.of(1))).toBe("AQ");
});

test("padded text is understood too", () => {
  expect([...toBytes("AQ==")]).toEqual([1]);
});

test("creation options get bytes where a browser wants bytes", () => {
  const options = creationOptions({
    rp: { name: "Tuokio" },
    user: { id: "AQ", name: "aino", displayName: "Aino" },
    challenge: "AgM",
    pubKeyCredParams: [],
    excludeCredentials: [{ type: "public-key", id: "BA" }],
  });
  expect(options.challenge).toEqual(Uint8Array.of(2, 3));
  expect(options.user.id).toEqual(Uint8Array.of(1));
  expect(options.excludeCredentials?.[0]?.id).toEqual(Uint8Array.of(4));
});

test("signing in without a known key lists none", () => {
  expect(requestOptions({ challenge: "AgM" }).allowCredentials).toEqual([]);
});

test("a passkey must recognise its holder, a second key need not", () => {
  const base = { rp: { name: "" }, user: { id: "", name: "", displayName: "" }, challenge: "", pubKeyCredParams: [] };
  expect(asPasskey(base, true).authenticatorSelection).toEqual({
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  });
  expect(asPasskey(base, false).authenticatorSelection?.residentKey).toBe("discouraged");
});

const bytes = (...of: number[]): ArrayBuffer => Uint8Array.from(of).buffer;

function answered(response: object, results: object): PublicKeyCredential {
  return {
    id: "AQ",
    rawId: bytes(1),
    type: "public-key",
    authenticatorAttachment: "platform",
    response,
    getClientExtensionResults: () => results,
    toJSON() {
      throw new Error("never asked for");
    },
  } as unknown as PublicKeyCredential;
}

test("what a key answered to other questions stays in the browser", () => {
  const prf = { enabled: true, results: { first: bytes(83, 69, 67), second: bytes(82, 69, 84) } };
  const shown = { clientDataJSON: bytes(1), authenticatorData: bytes(2), signature: bytes(3), userHandle: bytes(4) };
  expect(answerJson(answered(shown, { prf, largeBlob: { blob: bytes(9) }, appid: true }))).toEqual({
    id: "AQ",
    rawId: "AQ",
    type: "public-key",
    authenticatorAttachment: "platform",
    clientExtensionResults: {},
    response: { clientDataJSON: "AQ", authenticatorData: "Ag", signature: "Aw", userHandle: "BA" },
  });
});

test("of a new key the server learns whether it works without a name, and nothing else", () => {
  const made = { clientDataJSON: bytes(1), attestationObject: bytes(2), getTransports: () => ["internal"] };
  const results = { credProps: { rk: true, authenticatorDisplayName: "Ainon puhelin" }, prf: { enabled: true } };
  expect(answerJson(answered(made, results))).toMatchObject({
    clientExtensionResults: { credProps: { rk: true } },
    response: { attestationObject: "Ag", transports: ["internal"] },
  });
  expect(answerJson(answered(made, results))["clientExtensionResults"]).toEqual({ credProps: { rk: true } });
});
