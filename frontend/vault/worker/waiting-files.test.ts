import { beforeEach, expect, test, vi } from "vitest";
import { inMemory } from "../drafts/store";
import { OpenHouse, type Resident } from "../proof/open-house";
import { NotGranted } from "./api";
import { Circles } from "./rooms/circles";
import { Files, PART } from "./rooms/files";
import { type Waiting, WaitingFiles } from "./waiting-files";

const NOTE = "99999999-0000-4000-8000-000000000000";
const NAME = "Muistio: Ahtaajat.txt";
const notGranted = (code: string) => expect.objectContaining({ code });

vi.setConfig({ testTimeout: 30_000 });

let house: OpenHouse;
let aino: Resident;
let space: string;
let arrived: Map<string, { epoch: number; size: number; parts: Map<number, Uint8Array> }>;
let sending: number[];
let line: (number: number) => boolean;
const disk = inMemory<Waiting>();

/** A server for files, whose line may break; and one that says when a key has been turned. */
function takesFiles(one: Resident): void {
  Object.assign(one.session.api, {
    announceFile: (id: string, said: { epoch: number; size: number }) => {
      const found = arrived.get(id);
      if (!found && said.epoch !== house.spaces.get(space)?.epoch) return Promise.reject(new NotGranted("turn-due"));
      if (found && (found.epoch !== said.epoch || found.size !== said.size)) return Promise.reject(new NotGranted("overtaken"));
      const now = found ?? { ...said, parts: new Map<number, Uint8Array>() };
      arrived.set(id, now);
      return Promise.resolve({ ...said, parts: [...now.parts.keys()], whole: false });
    },
    keepPart: async (id: string, number: number, part: Blob) => {
      if (!line(number)) throw new NotGranted("offline");
      sending.push(number);
      arrived.get(id)?.parts.set(number, new Uint8Array(await part.arrayBuffer()));
    },
    part: (id: string, number: number) => Promise.resolve(arrived.get(id)?.parts.get(number)),
    eraseFile: (id: string) => Promise.resolve(void arrived.delete(id)),
  });
}

/** The same person's page, opened anew: what was in its memory is gone. */
const opened = (one = aino): Files => new Files(one.session, new WaitingFiles(one.session, disk));
const file = (size = 2 * PART + 100): File => new File([new Uint8Array(size).fill(7)], NAME);
const sends = async (room: Files, id: string): Promise<void> => {
  while (await room.send(id));
};

beforeEach(async () => {
  house = new OpenHouse();
  aino = await house.resident("aino");
  space = await new Circles(aino.session).found("own", "p");
  [arrived, sending, line] = [new Map(), [], () => true];
  takesFiles(aino);
});

test("what had not come before the page was closed goes on from the part that is missing, and opens whole", async () => {
  const room = opened();
  const id = await room.take(space, NOTE, file(), true);
  line = (number) => number < 1;
  await expect(sends(room, id)).rejects.toEqual(notGranted("offline"));

  const again = opened();
  expect(await again.waiting()).toEqual([{ id, space, note: NOTE, name: NAME }]);
  line = () => true;
  await sends(again, id);
  expect(sending).toEqual([0, 1, 2]); // each once
  const whole = await again.fetch(space, await again.sent(id));
  const plain = new Uint8Array(await whole.arrayBuffer());
  expect([plain.length, plain.every((byte) => byte === 7)]).toEqual([2 * PART + 100, true]);
  await again.settled(id);
  expect([await again.waiting(), await opened().waiting()]).toEqual([[], []]);
  await expect(again.send(id)).rejects.toEqual(notGranted("not-there"));
});

test("nothing lies on the device but sealed bytes, and nobody else is shown them", async () => {
  await opened().take(space, NOTE, new File(["Yövuoron riita"], NAME), true);
  const { person } = aino.me;
  const [only] = await disk.all(person);
  for (const one of [new Blob([new Uint8Array(only?.sealed.slip ?? [])]), only?.sealed.sealed ?? new Blob()]) {
    const text = new TextDecoder("latin1").decode(await one.arrayBuffer());
    expect(text.startsWith("age-encryption.org/v1")).toBe(true);
    for (const word of ["Ahtaajat", "riita", NOTE]) expect(text).not.toContain(word);
  }
  const bea = await house.resident("bea");
  expect(await opened(bea).waiting()).toEqual([]);
});

test("on a shared computer it waits with the page alone, and is forgotten when the notes lock", async () => {
  const room = opened();
  const id = await room.take(space, NOTE, file(100), false);
  expect((await room.waiting()).map((one) => one.id)).toEqual([id]);
  expect(await opened().waiting()).toEqual([]);
  const { me } = aino;
  aino.session.forget();
  aino.session.begin(me, { rev: 0, seen: {} });
  expect(await room.waiting()).toEqual([]);
});

test("a slip that was altered, or whose bytes are gone, leads to nothing and wipes nothing", async () => {
  const { person } = aino.me;
  const id = await opened().take(space, NOTE, file(100), true);
  const { slip, sealed } = (await disk.one(person, id)) ?? { slip: new Uint8Array(), sealed: new Blob() };
  await disk.put(person, "another", { slip, sealed });
  await disk.put(person, "torn", { slip: slip.slice(0, -1), sealed });
  expect((await opened().waiting()).map((one) => one.id)).toEqual([id]);
  expect((await disk.all(person)).map((one) => one.id)).toEqual(expect.arrayContaining(["another", "torn"]));

  await disk.put(person, id, { slip, sealed: new Blob(["cut short"]) });
  await expect(opened().send(id)).rejects.toEqual(notGranted("not-there"));
  expect(await disk.one(person, id)).toBeDefined();
});

test("what had not begun to come before the key was turned is sealed anew to the new one", async () => {
  const id = await opened().take(space, NOTE, file(100), true);
  await (await aino.session.reopen(space)).turn();
  const again = opened();
  await sends(again, id);
  const attached = await again.sent(id);
  expect([attached.epoch, arrived.get(id)?.epoch]).toEqual([2, 2]);
  expect((await again.fetch(space, attached)).size).toBe(100);
  expect((await opened().waiting()).map((one) => one.id)).toEqual([id]); // and so it stands on the device
});

test("what is not wanted any more is erased here and there", async () => {
  const room = opened();
  const id = await room.take(space, NOTE, file(100), true);
  await sends(room, id);
  await room.erase(id);
  expect([arrived.size, (await opened().waiting()).length]).toEqual([0, 0]);
});
