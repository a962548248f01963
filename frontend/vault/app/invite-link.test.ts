import { afterEach, beforeEach, expect, test, vi } from "vitest";

const ID = "0b2c3d4e-1111-4222-8333-444455556666";
const SECRET = "abcdefghijklmnopqrstuvwxyz234567";
const CARRIED = `${ID}.${SECRET}`;

/** A window of this host: a module of its own, and the channel that all windows share. */
async function opened() {
  vi.resetModules();
  return import("./invite-link");
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

const channels: BroadcastChannel[] = [];
class Closed extends BroadcastChannel {
  constructor(name: string) {
    super(name);
    channels.push(this);
  }
}

beforeEach(() => {
  vi.stubGlobal("BroadcastChannel", Closed);
  vi.stubGlobal("location", { origin: "https://oma.example.org", pathname: "/" });
  vi.stubGlobal("document", { querySelector: () => null });
});
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
  vi.unstubAllGlobals();
});

test("a link is read as it was written, also out of a whole address", async () => {
  const { readInvite, writtenInvite } = await opened();
  const link = { id: ID, secret: SECRET };
  expect(writtenInvite(link)).toBe(`https://oma.example.org/#invite=${CARRIED}`);
  for (const text of [CARRIED, writtenInvite(link), ` ${writtenInvite(link)} `, `#invite=${CARRIED}`]) expect(readInvite(text)).toEqual(link);
});

test.each(["", ID, `${ID}.`, `${ID}.${SECRET}x`, `${ID}.${SECRET.toUpperCase()}`, `${ID}.${SECRET.slice(1)}`, `x${CARRIED}`, `${CARRIED}&in=x`, "neljä sanaa on tässä"])(
  "%j is no link",
  async (text) => {
    const { readInvite } = await opened();
    expect(readInvite(text)).toBeNull();
  },
);

test("a window whose notes are open gets it from the one that brought it, and both forget it when it is answered with", async () => {
  const brought = await opened();
  brought.carry({ id: ID, secret: SECRET });
  const notes = await opened();
  const arrived = vi.fn();
  notes.awaitInvite(arrived);
  await soon();
  expect(notes.carriedInvite()).toEqual({ id: ID, secret: SECRET });
  expect(arrived).toHaveBeenCalled();
  notes.spendInvite(ID);
  await soon();
  expect([brought.carriedInvite(), notes.carriedInvite()]).toEqual([null, null]);
});

test("opened after the notes, it arrives in them", async () => {
  const notes = await opened();
  const arrived = vi.fn();
  notes.awaitInvite(arrived);
  const brought = await opened();
  brought.carry({ id: ID, secret: SECRET });
  await soon();
  expect(arrived).toHaveBeenCalledOnce();
  expect(notes.carriedInvite()?.secret).toBe(SECRET);
});

test("what another invite spent leaves this one", async () => {
  const { carry, carriedInvite, spendInvite } = await opened();
  carry({ id: ID, secret: SECRET });
  spendInvite("another");
  expect(carriedInvite()?.id).toBe(ID);
});
