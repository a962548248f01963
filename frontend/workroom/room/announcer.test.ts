import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Announcer } from "./announcer";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what changes is said at most every ten seconds, the newest words last", () => {
  const said: string[] = [];
  const announcer = new Announcer((words) => said.push(`${Date.now() % 100_000} ${words}`.replace(/^\d+ /, "")));
  for (const words of ["yksi", "kaksi", "kolme"]) announcer.tell(words);
  expect(said).toEqual(["yksi"]);
  vi.advanceTimersByTime(9_999);
  expect(said).toEqual(["yksi"]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(["yksi", "kolme"]);
});

test("it can be silenced, and says nothing of what was meanwhile", () => {
  const said: string[] = [];
  const announcer = new Announcer((words) => said.push(words));
  announcer.tell("yksi");
  announcer.tell("kaksi");
  announcer.hush(true);
  announcer.tell("kolme");
  vi.advanceTimersByTime(60_000);
  announcer.hush(false);
  announcer.tell("neljä");
  expect(said).toEqual(["yksi", "neljä"]);
});
