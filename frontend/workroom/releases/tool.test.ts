import { describe, expect, test } from "vitest";
import { type Releases, empty, observed, proposed, showing } from "./state";
import { releases } from "./tool";

const SHEET = { title: "Roolit", parts: [{ heading: "Kartta", table: { head: ["Tehtävä", "Opettaja"], rows: [["Ovet", "tekee"]] } }] };
const one = { id: "p", from: "roles a", kind: "role_map", mark: "structural", salt: "s", sheet: SHEET, on: "2026-11-24" } as const;
const state: Releases = observed(proposed(empty(), { ...one, sheet: SHEET }, "t"), { id: "o", on: "2026-11-24", text: "Vuorolista", owner: "esihenkilö", wish: "aiemmin" });

describe("the tool of what leaves the room", () => {
  test("phones are asked about the one that is shown, in its very words", () => {
    const ask = releases.ask?.(showing(state, "p"));
    expect(ask).toMatchObject({ form: "out", words: { id: "p", kind: "role_map", mark: "structural", salt: "s", sheet: SHEET } });
    expect([releases.ask?.(state), releases.ask?.(showing(state, "q"))]).toEqual([null, null]);
  });

  test("a new meeting shows none on the phones, and forgets nothing", () => {
    expect(releases.anew?.(showing(state, "p"))).toEqual(state);
  });

  test("a search finds every word of it", () => {
    expect(releases.words(state)).toEqual(expect.arrayContaining(["Roolit", "Kartta", "Ovet", "tekee", "Vuorolista", "esihenkilö", "aiemmin"]));
  });

  test("on paper the proposals stand in their words, and the observations below", () => {
    const { parts } = releases.sheet(state);
    expect(parts.slice(1, 2)).toEqual(SHEET.parts);
    expect(parts.at(-1)?.table?.rows).toEqual([["Vuorolista", "esihenkilö", "aiemmin"]]);
  });
});
