import { Decrypter, Encrypter, generateHybridIdentity, identityToRecipient, Stanza } from "age-encryption";
import { expect, test } from "vitest";
import { utf8 } from "./bytes";
import { newIdentity, openBlob, openWith, openWithCode, recipientOf, sealBlob, sealTo, sealWithCode } from "./sealing";

const TEXT = "Äijälän yövuoro: 3 € ja ✓";
const words = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const refused = (reason: string) => expect.objectContaining({ reason });

test("what is sealed to two people opens for each, and for nobody else", async () => {
  const [anu, bea, other] = [await newIdentity(), await newIdentity(), await newIdentity()];
  const sealed = await sealTo([await recipientOf(anu), await recipientOf(bea)], utf8(TEXT));

  expect(words(await openWith([anu], sealed))).toBe(TEXT);
  expect(words(await openWith([bea], sealed))).toBe(TEXT);
  await expect(openWith([other], sealed)).rejects.toEqual(refused("recipient"));
});

test("a key that cannot be read out opens as well", async () => {
  const pair = (await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"])) as CryptoKeyPair;
  const sealed = await sealTo([await recipientOf(pair.privateKey)], utf8(TEXT));

  expect(words(await openWith([pair.privateKey], sealed))).toBe(TEXT);
  await expect(crypto.subtle.exportKey("pkcs8", pair.privateKey)).rejects.toThrow();
});

test("only X25519 keys are sealed to, and never none, never the same twice", async () => {
  const good = await recipientOf(await newIdentity());
  const hybrid = await identityToRecipient(await generateHybridIdentity());
  for (const recipients of [[], [good, good], [hybrid], [good, hybrid], [good.toUpperCase()], [good.slice(0, -1)], ["age1tag1x"]]) {
    expect(() => sealTo(recipients, utf8(TEXT)), recipients.join()).toThrowError(refused("suite"));
  }
});

test("a file that mixes kinds of keys is refused before any key is tried", async () => {
  const [mine, hybrid] = [await newIdentity(), await generateHybridIdentity()];
  const age = new Encrypter();
  age.addRecipient(await recipientOf(mine));
  age.addRecipient(await identityToRecipient(hybrid));
  const mixed = await age.encrypt(TEXT);

  await expect(openWith([mine], mixed)).rejects.toEqual(refused("suite"));
  const plain = new Decrypter();
  plain.addIdentity(mine);
  expect(await plain.decrypt(mixed, "text")).toBe(TEXT); // the library alone would have opened it
});

test("a line that opens nothing may stand beside a key's, and not alone", async () => {
  const mine = await newIdentity();
  const idle = { wrapFileKey: () => [new Stanza(["a1-grease", "b2"], new Uint8Array(40))] };
  const [beside, alone] = [new Encrypter(), new Encrypter()];
  beside.addRecipient(idle);
  beside.addRecipient(await recipientOf(mine));
  alone.addRecipient(idle);

  expect(words(await openWith([mine], await beside.encrypt(TEXT)))).toBe(TEXT);
  await expect(openWith([mine], await alone.encrypt(TEXT))).rejects.toEqual(refused("suite"));
});

test("every flipped bit, every cut and anything added is refused", { timeout: 60_000 }, async () => {
  const mine = await newIdentity();
  const sealed = await sealTo([await recipientOf(mine)], utf8(TEXT));
  for (let place = 0; place < sealed.length; place += 1) {
    const changed = sealed.slice();
    changed[place] = (changed[place] ?? 0) ^ 1;
    await expect(openWith([mine], changed), `byte ${place}`).rejects.toHaveProperty("name", "Refusal");
    await expect(openWith([mine], sealed.slice(0, place)), `cut at ${place}`).rejects.toHaveProperty("name", "Refusal");
  }
  await expect(openWith([mine], new Uint8Array([...sealed, 0]))).rejects.toHaveProperty("name", "Refusal");
});

test("a passphrase opens its file; the wrong one, and a file with another cost, are refused", { timeout: 60_000 }, async () => {
  const sealed = await sealWithCode("kuusi sanaa", utf8(TEXT));
  expect(words(await openWithCode("kuusi sanaa", sealed))).toBe(TEXT);
  await expect(openWithCode("viisi sanaa", sealed)).rejects.toEqual(refused("recipient"));

  for (const cost of [10, 15, 17]) {
    const age = new Encrypter();
    age.setPassphrase("kuusi sanaa");
    age.setScryptWorkFactor(cost);
    await expect(openWithCode("kuusi sanaa", await age.encrypt(TEXT))).rejects.toEqual(refused("suite"));
  }
});

test("a passphrase file is not taken for one sealed to keys, nor the other way", async () => {
  const mine = await newIdentity();
  await expect(openWith([mine], await sealWithCode("x", utf8(TEXT)))).rejects.toEqual(refused("suite"));
  const toKey = await sealTo([await recipientOf(mine)], utf8(TEXT));
  await expect(openWithCode("x", toKey)).rejects.toEqual(refused("suite"));
});

test.each([0, 1, 65535, 65536, 65537, 1_000_000])("%i bytes stream in and out, and a cut one gives nothing", { timeout: 60_000 }, async (size) => {
  const mine = await newIdentity();
  const plain = new Uint8Array(size).map((_, place) => place % 251);
  const sealed = await sealBlob([await recipientOf(mine)], new Blob([plain]));

  expect(new Uint8Array(await (await openBlob([mine], sealed)).arrayBuffer())).toEqual(plain);
  await expect(openBlob([mine], sealed.slice(0, sealed.size - 1))).rejects.toEqual(refused("form"));
});
