import { expect, test } from "vitest";
import { added, changed, done, dropped, empty } from "./state";
import { actions, sheet } from "./tool";
import { adding } from "../tools";
import type { Json } from "../../vault/core/bytes";

const ON = "2026-11-24";
const state = added(added(added(empty(), { what: "Roolikartta seinälle", who: "Henna" }, "a", ON), { what: "Kirjataan tilanteet", everybody: true, by: "2026-12-04" }, "b", ON), { what: "Kokeilu" }, "c", ON);

test("the sheet says what is open first, by its day, and then what was done or dropped and why", () => {
  const [open, closed] = sheet(dropped(done(state, "a", ON, "näkyy"), "c", ON, "ei tarvita")).parts;
  expect(open?.table?.rows.map(([what, who]) => [what, who])).toEqual([["Kirjataan tilanteet", "everybody"]]);
  expect(closed?.list?.map((line) => line.replace(/[\d.]{8,}|\d+\/\d+\/\d+/g, "…"))).toEqual(["Roolikartta seinälle – Henna · done … · näkyy", "Kokeilu – dropped … · ei tarvita"]);
});

test("an empty sheet is one to write on", () => {
  expect(sheet(empty()).parts[0]?.table?.rows.flat().every((cell) => cell === "")).toBe(true);
});

test("a search finds what is agreed, what it was before, and why", () => {
  expect(actions.words(changed(state, "c", { what: "Kokeilu keväällä" }, "kiire", ON))).toEqual(["Roolikartta seinälle", "Henna", "Kirjataan tilanteet", "Kokeilu keväällä", "Kokeilu", "kiire"]);
});

test("another tool makes an agreed action of what it holds", () => {
  const next = adding.action(state as Json, "Kysytään esihenkilöltä");
  expect(actions.read(next).actions.map(({ what }) => what)).toEqual(["Roolikartta seinälle", "Kirjataan tilanteet", "Kokeilu", "Kysytään esihenkilöltä"]);
});
