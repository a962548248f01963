import { beforeAll, describe, expect, test } from "vitest";
import { newIdentity, openWith, recipientOf, sealTo } from "../../core/sealing";
import { utf8 } from "../../core/bytes";
import { openedEnvelope, readSheet, sealedEnvelope, shownSheet } from "./succession";

const SPACE = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
let successor: string;
let sheet: string;
let epoch: string;
let envelope: Uint8Array;

beforeAll(async () => {
  [successor, sheet, epoch] = await Promise.all([newIdentity(), newIdentity(), newIdentity()]);
  envelope = await sealedEnvelope([`# ${SPACE} 1`, epoch], { sheet: await recipientOf(sheet), successor: await recipientOf(successor) });
});

describe("an envelope of two", () => {
  test("opens with both, and names each key's space and epoch", async () => {
    expect(await openedEnvelope(envelope, { successor, sheet })).toEqual(new Map([[SPACE, new Map([[1, epoch]])]]));
  });

  test.each([
    ["the successor alone", () => ({ successor, sheet: successor })],
    ["the sheet alone", () => ({ successor: sheet, sheet })],
    ["the two in each other's place", () => ({ successor: sheet, sheet: successor })],
  ])("does not open for %s", async (_who, by) => {
    await expect(openedEnvelope(envelope, by())).rejects.toMatchObject({ reason: "recipient" });
  });

  test("shows the server nothing of what is in it", () => {
    const seen = new TextDecoder("latin1").decode(envelope);
    for (const secret of [epoch, SPACE, sheet, successor, "tuokio"]) expect(seen).not.toContain(secret);
  });

  test("that is none is refused by form", async () => {
    const to = { sheet: await recipientOf(sheet), successor: await recipientOf(successor) };
    for (const lines of [["# x"], [`# ${SPACE} 1`, "AGE-SECRET-KEY-1"], [`# ${SPACE} one`, epoch]]) {
      await expect(openedEnvelope(await sealedEnvelope(lines, to), { successor, sheet })).rejects.toMatchObject({ reason: "form" });
    }
    const bare = await sealTo([to.successor], await sealTo([to.sheet], utf8("hello\n")));
    await expect(openedEnvelope(bare, { successor, sheet })).rejects.toMatchObject({ reason: "form" });
    expect(await openWith([successor], envelope)).toBeInstanceOf(Uint8Array);
  });
});

test("a sheet reads back as it was shown, by small letters and loose spaces too", () => {
  expect(readSheet(shownSheet(sheet))).toBe(sheet);
  expect(readSheet(` ${shownSheet(sheet).toLowerCase()}\n`)).toBe(sheet);
  for (const wrong of ["", sheet.slice(1), `${sheet}Q`, sheet.replace("AGE", "EGA"), "age1qqqq"]) expect(readSheet(wrong)).toBeNull();
});
