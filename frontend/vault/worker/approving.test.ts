import { beforeAll, describe, expect, test, vi } from "vitest";
import { newShortCode, readShortCode } from "../core/recovery-code";
import { newIdentity, recipientOf, sealTo } from "../core/sealing";
import { newSecret, type Secret, secretBytes } from "../keys/secret";
import { approvalProof, newWaiting, openedApproval, sealedApproval, type Waiting } from "./approving";

vi.setConfig({ testTimeout: 30_000 }); // each proof is stretched on purpose
const PERSON = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
let secret: Secret;
let waiting: Waiting;

beforeAll(async () => {
  ({ secret } = await newSecret());
  waiting = await newWaiting();
});

describe("the eight signs", () => {
  test("come back as they were shown, by small letters, loose spaces and signs that look alike", () => {
    for (let round = 0; round < 50; round += 1) {
      const code = newShortCode();
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      const typed = ` ${code.toLowerCase().replace("-", " ").replaceAll("0", "o").replaceAll("1", "l")} `;
      expect(readShortCode(typed)).toBe(code);
    }
    for (const wrong of ["", "ABCD-EFG", "ABCD-EFGH-J", "ABCD-EFGU"]) expect(readShortCode(wrong)).toBeNull();
  });

  test("prove one key of one person, and are not reckoned from it", async () => {
    const other = await recipientOf(await newIdentity());
    const proof = await approvalProof(waiting.code, PERSON, waiting.recipient);
    expect(await approvalProof(waiting.code, PERSON, waiting.recipient)).toBe(proof);
    const others = [
      await approvalProof(waiting.code, PERSON, other),
      await approvalProof(waiting.code, PERSON.replace("a", "b"), waiting.recipient),
      await approvalProof(newShortCode(), PERSON, waiting.recipient),
    ];
    expect(new Set([proof, ...others]).size).toBe(4);
  });
});

describe("what is sealed for the new device", () => {
  test("opens with its key, which cannot be read out", async () => {
    expect(await openedApproval(await sealedApproval(secret, waiting), waiting)).toEqual(secret);
    await expect(crypto.subtle.exportKey("pkcs8", waiting.key)).rejects.toThrow();
  });

  test("does not open with the key of another", async () => {
    await expect(openedApproval(await sealedApproval(secret, waiting), await newWaiting())).rejects.toMatchObject({ reason: "recipient" });
  });

  test("is refused from one who has not seen the signs, whatever account they hand over", async () => {
    const forged = await sealedApproval((await newSecret()).secret, { ...waiting, code: newShortCode() });
    await expect(openedApproval(forged, waiting)).rejects.toMatchObject({ reason: "author" });
    await expect(openedApproval(await sealTo([waiting.recipient], secretBytes(secret)), waiting)).rejects.toMatchObject({ reason: "form" });
  });

  test("shows the server neither the secrets nor the signs", async () => {
    const seen = new TextDecoder("latin1").decode(await sealedApproval(secret, waiting));
    for (const kept of [secret.root, secret.signing, waiting.code, PERSON]) expect(seen).not.toContain(kept);
  });
});
