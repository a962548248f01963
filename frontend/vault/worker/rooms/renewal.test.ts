import { beforeEach, describe, expect, test, vi } from "vitest";
import { fromBase64 } from "../../core/bytes";
import { openWith } from "../../core/sealing";
import { LIST_LENGTH } from "../../core/words";
import type { Secret } from "../../keys/secret";
import { AccountHouse } from "../../proof/account-house";
import { OpenHouse } from "../../proof/open-house";
import { secretBehind } from "../opening";
import type { Codes } from "./keys";

const LIST = Array.from({ length: LIST_LENGTH }, (_, place) => `sana${place}`);
vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 }); // each opening is stretched on purpose
const refused = (reason: string) => expect.objectContaining({ reason });
const notGranted = (code: string) => expect.objectContaining({ code });

let house: OpenHouse;
let aino: AccountHouse;
let device: ReturnType<AccountHouse["device"]>;
let codes: Codes;
let own: string;
let group: string;

beforeEach(async () => {
  house = new OpenHouse();
  aino = new AccountHouse(house, "aino");
  device = aino.device();
  codes = await device.keys.offer(["passphrase", "recovery"], LIST);
  await device.keys.setUp(codes, null, false);
  [own, group] = [await device.circles.found("own", "p"), await device.circles.found("group", "p")];
  for (const space of [own, group]) await writes(device, space, "before");
});

type Device = ReturnType<AccountHouse["device"]>;
const writes = (on: Device, space: string, title: string) =>
  on.documents.save(space, crypto.randomUUID(), "note", { v: 1, title, text: title }, null, title);
const titles = async (on: Device, space: string): Promise<string[]> => (await on.circles.open(space)).listed.map(({ title }) => title).sort();
const words = (said = codes): { by: "passphrase"; typed: string } => ({ by: "passphrase", typed: said.passphrase ?? "" });

/** As one who comes anew to the page, with these words. */
async function opens(said: Codes): Promise<Device> {
  const there = aino.device();
  await there.keys.unlock(words(said), false);
  return there;
}

const keyOf = async (): Promise<Secret> => (await secretBehind(aino.account, words())).secret;

async function opensNothingWrittenSince(stolen: Secret): Promise<void> {
  for (const { kind, keys, epoch } of house.spaces.values()) {
    const newest = keys.filter((key) => key.epoch === epoch);
    expect([kind, newest.length > 0]).toEqual([kind, true]);
    for (const { sealed } of newest) await expect(openWith([stolen.root], fromBase64(sealed))).rejects.toEqual(refused("recipient"));
  }
}

describe("a stolen device", () => {
  test("new keys stand in every circle, codes that were typed go on opening, and the old keys open nothing new", async () => {
    const stolen = await keyOf();
    expect(await device.renewal.begin(words(), codes, LIST)).toEqual({});
    expect(await device.renewal.finish({})).toEqual({ circles: 2, waiting: 0 });

    const there = await opens(codes);
    for (const space of [own, group]) {
      await writes(there, space, "after");
      expect(await titles(there, space)).toEqual(["after", "before"]);
    }
    await opensNothingWrittenSince(stolen);
    expect(await keyOf()).not.toEqual(stolen);
    await expect(openWith([stolen.root], fromBase64(aino.account.keyring?.sealed ?? ""))).rejects.toEqual(refused("recipient"));
  });

  test("a code that is not at hand is made anew, and shown to be at hand before anything changes", async () => {
    const before = structuredClone(aino.account.account);
    const made = await device.renewal.begin(words(), { passphrase: codes.passphrase ?? "" }, LIST);
    expect(Object.keys(made)).toEqual(["recovery"]);
    await expect(device.renewal.finish({ recovery: codes.recovery ?? "" })).rejects.toEqual(notGranted("recovery-differs"));
    expect(aino.account.account).toEqual(before);
    await device.renewal.finish(made);
    const there = aino.device();
    await expect(there.keys.unlock({ by: "recovery", typed: codes.recovery ?? "" }, false)).rejects.toEqual(refused("recipient"));
    await there.keys.unlock({ by: "recovery", typed: made.recovery ?? "" }, false);
    expect(await titles(there, own)).toEqual(["before"]);
  });

  test("a wrong code begins nothing", async () => {
    const wrong = (codes.passphrase ?? "").replace(/\d+/, "1");
    await expect(device.renewal.begin({ by: "passphrase", typed: wrong }, {}, LIST)).rejects.toEqual(refused("recipient"));
    await expect(device.renewal.begin(words(), { recovery: "0".repeat(28) }, LIST)).rejects.toBeTruthy();
    await expect(device.renewal.finish({})).rejects.toEqual(notGranted("nothing-offered"));
  });

  test("a server that names other keys in between gets nothing renewed to them", async () => {
    aino.account.ways = aino.account.ways.map((way) => ({ ...way })); // as it was
    const eve = new AccountHouse(house, "eve");
    const hers = eve.device();
    const made = await hers.keys.offer(["passphrase", "recovery"], LIST);
    await hers.keys.setUp({ ...made }, null, false);
    const mine = structuredClone(aino.account);
    aino.account = { ...eve.account, person: mine.person }; // ways that open with eve's words, were they typed here
    await expect(device.renewal.begin(words(made), {}, LIST)).rejects.toEqual(refused("author"));
    aino.account = mine;
    expect(await titles(device, own)).toEqual(["before"]);
  });

  test("killed between any two calls, the words open everything, and the keys of before nothing that is written then", async () => {
    const stolen = await keyOf();
    aino.account = { ...aino.account, supervises: false, ways: aino.account.ways.filter(({ kind }) => kind === "passphrase") };
    const [account, spaces] = [structuredClone(aino.account), structuredClone(house.spaces)];
    let all = 1;
    for (let done = 0; done < all; done += 1) {
      aino.account = structuredClone(account);
      for (const [id, space] of structuredClone(spaces)) house.spaces.set(id, space);
      const one = aino.device();
      await one.session.look();
      await one.session.openFrom(stolen);
      await one.renewal.begin(words(), { passphrase: words().typed }, LIST);
      [aino.calls, aino.callsLeft] = [0, done === 0 ? Infinity : done];
      await one.renewal.finish({}).catch(() => undefined);
      if (done === 0) all = aino.calls;
      aino.callsLeft = Infinity;
      const there = await opens(codes);
      for (const space of [own, group]) expect([done, await titles(there, space)]).toEqual([done, ["before"]]);
      if (aino.account.account?.recipient !== account.account?.recipient) await opensNothingWrittenSince(stolen);
    }
    expect(all).toBeGreaterThan(8);
  });
});

describe("keys of before, found again", () => {
  let fresh: Device;

  beforeEach(async () => {
    const there = aino.device();
    const made = await there.keys.offer(["passphrase", "recovery"], LIST);
    await there.keys.setUp(made, null, false, true);
    fresh = there;
  });

  test("open the old notes again, which the new keys open from then on alone", async () => {
    await expect(fresh.circles.open(own)).rejects.toEqual(refused("author"));
    expect((await fresh.renewal.former()).map(({ kind }) => kind)).toEqual(["passphrase", "recovery"]);
    expect(await fresh.renewal.takeUp({ by: "recovery", typed: codes.recovery ?? "" })).toEqual({ circles: 2, waiting: 0 });
    for (const space of [own, group]) expect(await titles(fresh, space)).toEqual(["before"]);
    await writes(fresh, own, "after");
    expect(await fresh.renewal.former()).toEqual([]);
    expect(aino.former).toHaveLength(1); // kept as it was
    await opensNothingWrittenSince((await secretBehind({ ...aino.account, ways: aino.former[0]?.ways ?? [] }, words())).secret);
  });

  test("are not opened by wrong words, nor by those of now, and nothing is lost by trying", async () => {
    const before = structuredClone([aino.account, aino.former]);
    for (const typed of [(codes.passphrase ?? "").replace(/\d+/, "1"), "yksi kaksi kolme neljä viisi kuusi"]) {
      await expect(fresh.renewal.takeUp({ by: "passphrase", typed })).rejects.toEqual(refused("recipient"));
    }
    await expect(fresh.renewal.takeUp({ by: "recovery", typed: "x" })).rejects.toEqual(notGranted("no-code"));
    expect([aino.account, aino.former]).toEqual(before);
    await fresh.renewal.takeUp(words());
    expect(await titles(fresh, own)).toEqual(["before"]);
  });

  test("of each beginning anew there are some, and an older list of members is noticed as before", async () => {
    const again = aino.device();
    const made = await again.keys.offer(["passphrase", "recovery"], LIST);
    await again.keys.setUp(made, null, false, true);
    expect(aino.former).toHaveLength(2);
    const space = house.spaces.get(group);
    const [entries, heads] = [[...(space?.entries ?? [])], [...(space?.heads ?? [])]];
    expect(await again.renewal.takeUp(words())).toEqual({ circles: 2, waiting: 0 });
    if (space) [space.entries, space.heads] = [entries, heads];
    await expect(again.circles.open(group)).rejects.toEqual(refused("older"));
  });

  test("a server that gives keys of its own as mine is refused", async () => {
    for (const one of aino.former) one.verify = "A".repeat(43) + "=";
    await expect(fresh.renewal.takeUp(words())).rejects.toEqual(refused("author"));
    expect((await fresh.session.former()).length).toBe(0);
  });
});
