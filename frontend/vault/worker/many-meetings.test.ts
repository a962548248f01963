import { beforeAll, expect, test } from "vitest";
import { OpenHouse, type Resident } from "../proof/open-house";
import { Circles } from "./rooms/circles";
import { Documents } from "./rooms/documents";
import { Guests } from "./rooms/guests";
import { indexId } from "./space";

const MEETINGS = 6;
const ids: string[] = [];
let house: OpenHouse;
let aino: Resident;
let id: string;
let asked: string[] = [];

beforeAll(async () => {
  house = new OpenHouse();
  aino = await house.resident("aino");
  id = await new Circles(aino.session).found("group", "p");
  for (let meeting = 0; meeting < MEETINGS; meeting += 1) {
    await new Guests(aino.session).letIn(id, 60); // each meeting has a key, and so a list, of its own
    ids.push(crypto.randomUUID());
    await new Documents(aino.session).save(id, ids.at(-1) ?? "", "work", { v: 1, title: `${meeting}`, text: "" }, null, `${meeting}`);
    await new Guests(aino.session).end(id);
  }
  const counted = new Proxy(aino.session.api, {
    get(of, name) {
      asked.push(String(name));
      return of[name as keyof typeof of];
    },
  });
  Object.assign(aino.session, { api: counted });
});

test("a process of many meetings is opened by two questions, and all of its documents by one more", async () => {
  asked = [];
  const shown = await new Circles(aino.session).here(id).then(() => new Circles(aino.session).open(id));
  expect(asked).toEqual(["space", "several"]);
  expect(shown.listed.map(({ title }) => title).sort()).toEqual(["0", "1", "2", "3", "4", "5"]);
  asked = [];
  const found = await new Documents(aino.session).all(id, ids, "work");
  expect(found.map((one) => ("code" in one ? one.code : (one.body as { title: string }).title)).sort()).toEqual(["0", "1", "2", "3", "4", "5"]);
  expect(asked).toEqual(["several"]);
});

test("a list that is missing from the one answer is missed as ever, and an older one as well", async () => {
  const epoch = 4;
  const list = house.documents.get(indexId(id, epoch));
  if (!list) throw new Error("no list");
  const before = { ...list };
  await new Circles(aino.session).open(id);
  house.documents.delete(list.id);
  await expect(new Circles(aino.session).open(id)).rejects.toEqual(expect.objectContaining({ reason: "older" }));
  house.documents.set(list.id, { ...before, epoch: 2 });
  await expect(new Circles(aino.session).open(id)).rejects.toEqual(expect.objectContaining({ reason: expect.stringMatching(/context|form|recipient|older/) }));
  house.documents.set(list.id, before);
  await new Circles(aino.session).open(id);
});
