import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../vault/core/bytes";
import { rounds } from "../../vault/proof/rounds";
import * as actions from "./state";
import type { Actions } from "./state";

const ON = "2026-11-24";
const agreed = (...all: (actions.Agreed & { id: string })[]): Actions => all.reduce((state, { id, ...one }) => actions.added(state, one, id, ON), actions.empty());
const ids = (list: readonly actions.Action[]): string[] => list.map(({ id }) => id);

const id = fc.constantFrom("a", "b", "c", "d");
const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10));
const wording = fc.record({ what: fc.string(), who: fc.string(), everybody: fc.boolean(), by: fc.oneof(day, fc.string()) });
const act: fc.Arbitrary<(state: Actions) => Actions> = fc.oneof(
  fc.tuple(wording, id, day).map(([one, which, on]) => (state: Actions) => actions.added(state, one, which, on)),
  fc.tuple(wording, id, fc.string(), day).map(([one, which, why, on]) => (state: Actions) => actions.changed(state, which, one, why, on)),
  fc.tuple(id, day, fc.string()).map(([which, on, why]) => (state: Actions) => actions.done(state, which, on, why)),
  fc.tuple(id, day, fc.string()).map(([which, on, why]) => (state: Actions) => actions.dropped(state, which, on, why)),
  id.map((which) => (state: Actions) => actions.reopened(state, which)),
  fc.constant(actions.anew),
);
const acts = fc.array(act, { maxLength: 30 });

test("whatever was done, it is written and read as it was", () => {
  fc.assert(
    fc.property(acts, (some) => {
      const state = some.reduce((now, one) => one(now), actions.empty());
      expect(actions.read(JSON.parse(JSON.stringify(state)) as Json)).toEqual(state);
    }),
    { numRuns: rounds(1000) },
  );
});

test("over many meetings nothing that was agreed is lost: it is open now, or in the history of the versions", () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 5 }), (meetings) => {
      let [state, versions] = [actions.empty(), [] as Actions[]];
      const known = new Set<string>();
      for (const some of meetings) {
        state = some.filter((one) => one !== actions.anew).reduce((now, one) => one(now), state);
        for (const one of state.actions) known.add(one.id);
        versions = [...versions, state];
        state = actions.anew(state);
      }
      expect(new Set([...ids(actions.open(state)), ...ids(actions.history(versions))])).toEqual(known);
    }),
    { numRuns: rounds(300) },
  );
});

test("however often it is changed, each earlier wording stays as it was", () => {
  fc.assert(
    fc.property(fc.array(wording), (some) => {
      let state = agreed({ id: "a", what: "Ensin" });
      const was: string[] = [];
      for (const one of some) {
        const before = state.actions[0]?.what ?? "";
        const next = actions.changed(state, "a", one, "", ON);
        if (next !== state) was.push(before);
        state = next;
      }
      expect(state.actions[0]?.earlier.map(({ what }) => what)).toEqual(was);
    }),
    { numRuns: rounds(300) },
  );
});

test("read refuses what is not written as this writes", () => {
  const whole = actions.changed(actions.done(agreed({ id: "a", what: "A" }, { id: "b", what: "B", by: ON }), "a", ON, "hyvin"), "b", { what: "C" }, "", ON);
  const [first, second] = whole.actions as [actions.Action, actions.Action];
  const of = (...list: object[]): Json => JSON.parse(JSON.stringify({ v: 1, actions: list })) as Json;
  expect(actions.read(of(first, second))).toEqual(whole);
  const broken: Json[] = [
    null, [], {}, { v: 2, actions: [] }, { v: 1, actions: [], more: 1 }, of(first, first), of({ ...first, what: "" }), of({ ...first, id: "" }),
    of({ ...first, on: "24.11.2026" }), of({ ...first, on: "2026-02-30" }), of({ ...first, state: "late" }), of({ ...first, closed: "" }),
    of({ ...second, closed: ON }), of({ ...second, by: "soon" }), of({ ...second, everybody: true, who: "Aino" }), of({ ...second, earlier: [{}] }),
    of({ ...second, earlier: [{ ...second.earlier[0], until: "" }] }), of({ ...first, more: "" }), of({ ...first, why: null }),
  ];
  for (const one of broken) expect(() => actions.read(one), JSON.stringify(one)).toThrow("refused: form");
});

test("an action says what, and may say who and by when; a day that is none is left out", () => {
  const state = agreed({ id: "a", what: " Roolikartta seinälle ", who: " Henna ", by: "2026-12-04" }, { id: "b", what: "Kirjataan", who: "Aino", everybody: true, by: "ensi viikolla" });
  expect(state.actions).toMatchObject([
    { what: "Roolikartta seinälle", who: "Henna", everybody: false, by: "2026-12-04", on: ON, state: "open" },
    { what: "Kirjataan", who: "", everybody: true, by: "" },
  ]);
});

test("nothing is agreed of nothing, and the same action is agreed once", () => {
  expect(agreed({ id: "a", what: " " }).actions).toEqual([]);
  const state = agreed({ id: "a", what: "A" });
  expect(actions.added(state, { what: "B" }, "a", ON)).toBe(state);
});

test("the nearest day is first, and what has no day is last", () => {
  const state = agreed({ id: "a", what: "A" }, { id: "b", what: "B", by: "2026-12-24" }, { id: "c", what: "C", by: "2026-12-04" }, { id: "d", what: "D" });
  expect(ids(actions.open(state))).toEqual(["c", "b", "a", "d"]);
});

test("a day is late once it has gone by, and never for what is done", () => {
  const state = agreed({ id: "a", what: "A", by: "2026-12-04" }, { id: "b", what: "B" });
  const late = (now: Actions, today: string): string[] => ids(now.actions.filter((action) => actions.isLate(action, today)));
  expect(late(state, "2026-12-04")).toEqual([]);
  expect(late(state, "2026-12-05")).toEqual(["a"]);
  expect(late(actions.done(state, "a", "2026-12-06"), "2026-12-07")).toEqual([]);
});

test("a change keeps the earlier wording with its day and why; what is closed is not changed", () => {
  const state = actions.changed(agreed({ id: "a", what: "A", who: "Henna", by: "2026-12-04" }), "a", { what: "B", everybody: true }, " sairastui ", "2026-12-01");
  expect(state.actions[0]).toMatchObject({ what: "B", who: "", everybody: true, by: "" });
  expect(state.actions[0]?.earlier).toEqual([{ what: "A", who: "Henna", everybody: false, by: "2026-12-04", until: "2026-12-01", why: "sairastui" }]);
  expect(actions.changed(state, "a", { what: "B", everybody: true }, "sama", ON)).toBe(state);
  const over = actions.dropped(state, "a", ON, "ei tarvita");
  expect(actions.changed(over, "a", { what: "C" }, "", ON)).toBe(over);
  expect(over.actions[0]).toMatchObject({ state: "dropped", closed: ON, why: "ei tarvita" });
});

test("what was done is in the history, the latest first, and is opened again by mistake's undoing", () => {
  const first = actions.done(agreed({ id: "a", what: "A" }, { id: "b", what: "B" }), "a", "2026-12-01");
  const second = actions.dropped(actions.anew(first), "b", "2026-12-08", "turha");
  expect(ids(actions.history([first, second]))).toEqual(["b", "a"]);
  expect(second.actions.map((action) => action.id)).toEqual(["b"]);
  expect(ids(actions.open(actions.reopened(second, "b")))).toEqual(["b"]);
  expect(actions.done(second, "b", ON)).toBe(second); // dropped stays dropped
});
