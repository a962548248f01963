import { expect, test } from "vitest";
import type { Ask } from "../ask";
import type { Live } from "./live";
import { Speaking } from "./speaking";

const ask: Ask = { id: "a", form: "words", rows: 3, hidden: true, tags: [], title: "Mitä tuot?" };
const begun = (session: string, heard: number): Live => ({
  v: 1, session, screen: "x", meeting: null, title: "Tiimi", minutes: 75, began: "2026-11-24T11:00Z", phase: "agenda", asked: [], threads: {}, revealed: [], heard, ended: false,
});

test("what was said to a meeting that ended unseen is told, and not counted as heard by the next", async () => {
  let [live, rev, posts] = [begun("eka", 0), 1, 0];
  const client = {
    posts: { news: () => Promise.resolve({ news: rev + posts, posts }), send: () => Promise.resolve((posts += 1)) },
    live: { read: () => Promise.resolve({ body: live as never, rev, mark: String(rev), mine: false }) },
  };
  const phone = new Speaking(client, "s", () => undefined);
  await phone.turn();
  phone.say(ask, "Oona", { text: "piilossa" });
  phone.say({ ...ask, hidden: false }, "Oona", { text: "perille" });
  await phone.turn();
  [live, rev] = [begun("eka", 2), 2];
  await phone.turn();
  expect(phone.left.map(({ said }) => said.text)).toEqual(["piilossa"]);
  phone.say({ ...ask, hidden: false }, "Oona", { text: "matkalla" });
  [live, rev] = [begun("toka", 9), 3];
  await phone.turn();
  expect([phone.mine, phone.left.map(({ said }) => said.text)]).toEqual([[], ["piilossa", "matkalla"]]);
  phone.say({ ...ask, hidden: false }, "Oona", { text: "uusi" });
  await phone.turn();
  expect([phone.mine.length, phone.left.length]).toEqual([1, 2]);
});
