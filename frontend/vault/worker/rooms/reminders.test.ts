import { expect, test } from "vitest";

import type { Session } from "../session";
import { idFor, Reminders } from "./reminders";

test("the same thing has the same id for one person, another for another, and tells neither", () => {
  const [bertta, henna, thing] = ["5fe1c4a1-701e-45d8-ba3c-22f3a797e1c4", "9c2b1f8e-1a44-4a0c-8f5f-0c8a4a8f2c11", "77777777-0000-4000-8000-000000000001"];
  expect(idFor(bertta, thing)).toBe(idFor(bertta, thing));
  expect(idFor(bertta, thing)).not.toBe(idFor(henna, thing));
  expect(idFor(bertta, thing)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(idFor(bertta, thing)).not.toContain(thing.slice(0, 8));
});

test("a thing is set, cleared and dropped under that id alone", async () => {
  const asked: string[][] = [];
  const api = {
    reminders: () => Promise.resolve({ reminders: [{ id: "x", on: "2026-12-01" }] }),
    setReminder: (...said: string[]) => Promise.resolve(asked.push(["set", ...said])),
    clearReminder: (...said: string[]) => Promise.resolve(asked.push(["clear", ...said])),
  };
  const room = new Reminders({ api, opened: () => ({ person: "p" }) } as unknown as Session);
  await room.set("thing", "2026-12-01");
  await room.clear("thing");
  await room.drop("listed");
  expect(asked).toEqual([["set", idFor("p", "thing"), "2026-12-01"], ["clear", idFor("p", "thing")], ["clear", "listed"]]);
  expect(await room.mine()).toEqual([{ id: "x", on: "2026-12-01" }]);
});
