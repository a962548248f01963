import { expect, test } from "vitest";
import { Refused, StandIn } from "./standing-in";

/** The same rows as tests/vault/test_versions.py holds the real server against. */
function keeping(): { keep: (rev: number) => string; fetch: () => string; erase: (rev: number) => string } {
  const server = new StandIn();
  const said = (act: () => string): string => {
    try {
      return act();
    } catch (fault) {
      if (fault instanceof Refused) return fault.code;
      throw fault;
    }
  };
  return {
    keep: (rev) => said(() => (server.keep("a", rev, ""), "kept")),
    fetch: () => said(() => String(server.fetch("a").rev)),
    erase: (rev) => said(() => (server.erase("a", rev), "erased")),
  };
}

test("a version follows the one before it and no other", () => {
  const { keep, fetch } = keeping();
  expect([fetch(), keep(2)]).toEqual(["not-there", "overtaken"]);
  expect([keep(1), keep(1), fetch()]).toEqual(["kept", "overtaken", "1"]);
  expect([keep(3), keep(2), keep(2), fetch()]).toEqual(["overtaken", "kept", "overtaken", "2"]);
});

test("what is erased may begin anew", () => {
  const { keep, fetch, erase } = keeping();
  keep(1);
  expect([erase(2), erase(1), erase(1)]).toEqual(["overtaken", "erased", "not-there"]);
  expect([keep(2), keep(1), fetch()]).toEqual(["overtaken", "kept", "1"]);
});
