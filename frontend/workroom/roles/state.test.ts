import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../vault/core/bytes";
import { changeOf, differenceOf, earlierOf } from "./diff";
import { countsOf, flagsOf, inOrder, loudOf, quietOf, standing } from "./flags";
import { merged, unnamed } from "./merged";
import * as map from "./state";
import { type Flag, type Part, PARTS, type RoleMap, type Roles, type Task } from "./state";

const COLUMNS = ["a", "b", "c", "d"];
const columns = (ids: readonly string[] = COLUMNS) => ids.map((id) => ({ id, name: `Nimi ${id}`, role: "", person: true }));
const task = (id: string, parts: Task["parts"], more: Partial<Task> = {}): Task => ({ id, name: `Tehtävä ${id}`, parts, fine: null, give: false, ...more });
const group = (...tasks: Task[]): RoleMap => ({ id: "m", level: "group", whose: "", columns: columns(), tasks });
const flags = (parts: Task["parts"]): Flag[] => flagsOf(group(task("t", parts)), task("t", parts));

const somePart = fc.constantFrom(...PARTS);
const someParts = fc.dictionary(fc.constantFrom(...COLUMNS), somePart, { noNullPrototype: true });
const someFine = fc.option(fc.record({ why: fc.string(), of: fc.uniqueArray(fc.constantFrom(...map.FLAGS)) }));
const someTask = fc.record({ id: fc.uuid(), name: fc.string(), parts: someParts, fine: someFine, give: fc.boolean() });
const someMap = fc.record({
  id: fc.uuid(),
  level: fc.constantFrom(...map.LEVELS),
  whose: fc.string(),
  columns: fc.constant(columns()),
  tasks: fc.uniqueArray(someTask, { selector: ({ id }) => id, maxLength: 8 }),
});
const someProposed = fc.uniqueArray(fc.record({ id: fc.uuid(), text: fc.string(), done: fc.boolean() }), { selector: ({ id }) => id });
const someRoles = fc.record({ v: fc.constant(1 as const), maps: fc.uniqueArray(someMap, { selector: ({ id }) => id, maxLength: 3 }), proposed: someProposed });

test("an empty row has nobody who decides and nobody who does", () => {
  expect(flags({})).toEqual(["no-decider", "no-doer"]);
  expect(flags({ a: "knows", b: "supports" })).toEqual(["no-decider", "no-doer"]);
});

test("each rule says its own", () => {
  expect(flags({ a: "does", b: "supports" })).toEqual(["no-decider"]);
  expect(flags({ a: "decides", b: "supports" })).toEqual(["no-doer"]);
  expect(flags({ a: "decides", b: "decides", c: "does", d: "does" })).toEqual(["overlap"]);
  expect(flags({ a: "decides", b: "does" })).toEqual(["single"]);
  expect(flags({ a: "decides", b: "does", c: "supports" })).toEqual([]);
  expect(flags({ a: "decides", b: "does", c: "does" })).toEqual([]);
});

test("one who decides and does counts as both, and still rests on one alone", () => {
  expect(flags({ a: "both" })).toEqual(["single"]);
  expect(flags({ a: "both", b: "supports" })).toEqual([]);
  expect(flags({ a: "both", b: "both" })).toEqual(["overlap"]);
});

test("the flags follow from how many have which part, whoever they are", () => {
  fc.assert(fc.property(someParts, fc.shuffledSubarray(COLUMNS, { minLength: 4 }), (parts, order) => {
    const renamed = Object.fromEntries(Object.entries(parts).map(([id, part]) => [order[COLUMNS.indexOf(id)] ?? id, part]));
    expect(flags(renamed)).toEqual(flags(parts));
  }));
});

test("who must know never raises or takes away a flag", () => {
  fc.assert(fc.property(someParts, fc.constantFrom(...COLUMNS), (parts, id) => {
    const empty = Object.fromEntries(Object.entries(parts).filter(([column]) => column !== id));
    expect(flags({ ...empty, [id]: "knows" })).toEqual(flags(empty));
  }));
});

test("what the group finds well as it is goes quiet, not away, and quiets nothing that comes later", () => {
  const resting = group(task("t", { a: "decides", b: "does" }));
  const fine = map.markFine(resting, "t", { why: "Sovittu syksyyn asti", of: ["single"] });
  const row = (one: RoleMap): Task => one.tasks[0] as Task;
  expect(flagsOf(fine, row(fine))).toEqual(["single"]);
  expect(loudOf(fine, row(fine))).toEqual([]);
  expect(quietOf(fine, row(fine))).toEqual(["single"]);
  expect(standing(fine, row(fine))).toBe("fine");
  const later = map.put(fine, "t", "b", null);
  expect(loudOf(later, row(later))).toEqual(["no-doer"]);
  const again = map.put(later, "t", "b", "does");
  expect(standing(again, row(again))).toBe("fine");
  expect(map.markFine(fine, "t", null)).toEqual(resting);
});

test("loud and quiet flags are together all of them, and each row stands in one place", () => {
  fc.assert(fc.property(someMap, (some) => {
    const counts = countsOf(some);
    expect(counts.open + counts.fine + counts.clear).toBe(some.tasks.length);
    expect(inOrder(some)).toHaveLength(some.tasks.length);
    expect(new Set(inOrder(some))).toEqual(new Set(some.tasks));
    const places = inOrder(some).map((one) => ["open", "fine", "clear"].indexOf(standing(some, one)));
    expect(places).toEqual([...places].sort());
    for (const one of some.tasks) expect(new Set([...loudOf(some, one), ...quietOf(some, one)])).toEqual(new Set(flagsOf(some, one)));
    expect(Math.max(counts.gap, counts.overlap, counts.single)).toBeLessThanOrEqual(counts.open);
  }));
});

test("a row with a gap that rests on one is counted in both, and needs agreeing on once", () => {
  expect(countsOf(group(task("t", { a: "does" })))).toEqual({ gap: 1, overlap: 0, single: 1, clear: 0, fine: 0, open: 1 });
});

test("what is written is read back as it was", () => {
  fc.assert(fc.property(someRoles, (roles: Roles) => {
    expect(map.read(JSON.parse(JSON.stringify(roles)) as Json)).toEqual(roles);
  }));
});

test("what is not written as this writes is refused", () => {
  const good = { v: 1, maps: [group(task("t", { a: "does" }))], proposed: [] } as Roles;
  const [first] = good.maps as [RoleMap];
  const faulty: Json[] = [
    null,
    [],
    { ...good, v: 2 },
    { v: 1, maps: [] },
    { ...good, maps: [first, first] },
    { ...good, maps: [{ ...first, level: "world" }] },
    { ...good, maps: [{ ...first, tasks: [task("t", { z: "does" })] }] },
    { ...good, maps: [{ ...first, tasks: [task("t", { a: "rules" as Part })] }] },
    { ...good, maps: [{ ...first, tasks: [task("t", {}, { fine: { why: "x", of: ["odd" as Flag] } })] }] },
    { ...good, proposed: [{ id: "p", text: 1, done: false }] },
  ];
  expect(map.read(good)).toEqual(good);
  for (const json of faulty) expect(() => map.read(json)).toThrow(/refused: form/);
});

test("one step there and one back is where it was; nothing is lost on the way", () => {
  fc.assert(fc.property(someMap, fc.nat(), fc.constantFrom(-1 as const, 1 as const), (some, pick, step) => {
    fc.pre(some.tasks.length > 0);
    const at = pick % some.tasks.length;
    const id = some.tasks[at]?.id ?? "";
    const there = map.moveTask(some, id, step);
    expect(new Set(there.tasks)).toEqual(new Set(some.tasks));
    const edge = at + step < 0 || at + step >= some.tasks.length;
    expect(there.tasks.findIndex((one) => one.id === id)).toBe(edge ? at : at + step);
    if (!edge) expect(map.moveTask(there, id, step === 1 ? -1 : 1)).toEqual(some);
  }));
  const order = map.moveColumn(group(), "a", 1).columns.map(({ id }) => id);
  expect(order).toEqual(["b", "a", "c", "d"]);
});

test("a column that is taken away leaves nothing of itself in the rows", () => {
  fc.assert(fc.property(someMap, fc.constantFrom(...COLUMNS), (some, id) => {
    const left = map.removeColumn(some, id);
    expect(left.columns.map((column) => column.id)).toEqual(COLUMNS.filter((one) => one !== id));
    for (const one of left.tasks) expect(Object.keys(one.parts)).not.toContain(id);
    expect(() => map.read({ v: 1, maps: [left], proposed: [] })).not.toThrow();
  }));
});

test("a cell is written only where there is a task and a column, and emptying it undoes it", () => {
  const some = group(task("t", {}));
  expect(map.put(some, "t", "z", "does")).toBe(some);
  expect(map.put(some, "z", "a", "does")).toEqual(some);
  expect(map.put(map.put(some, "t", "a", "does"), "t", "a", null)).toEqual(some);
});

test("group and organisation have one map each, every person their own", () => {
  let state = map.startMap(map.empty(), { id: "1", level: "group", whose: "Kaisa" });
  state = map.startMap(state, { id: "2", level: "group" });
  state = map.startMap(state, { id: "3", level: "self", whose: " Kaisa " });
  state = map.startMap(state, { id: "4", level: "self", whose: "Kaisa" });
  state = map.startMap(state, { id: "5", level: "self", whose: "Ilkka" });
  state = map.startMap(state, { id: "6", level: "self", whose: "" });
  expect(state.maps.map(({ id, whose }) => [id, whose])).toEqual([["1", ""], ["3", "Kaisa"], ["5", "Ilkka"]]);
  expect(map.mapAt(state, "self", "Kaisa")?.id).toBe("3");
  expect(map.removeMap(state, "3").maps).toHaveLength(2);
});

test("names are short, one line, and the same name is one column", () => {
  let some = map.addColumn(group(), { id: "e", name: "  Johtaja \n tiimi ", person: false });
  some = map.addColumn(some, { id: "f", name: "Johtaja tiimi", person: false });
  some = map.addColumn(some, { id: "g", name: "   ", person: true });
  expect(some.columns.map(({ name }) => name)).toEqual(["Nimi a", "Nimi b", "Nimi c", "Nimi d", "Johtaja tiimi"]);
  expect(map.addTask(some, { id: "t", name: "  " })).toBe(some);
  expect(map.addTask(some, { id: "t", name: "x".repeat(500) }).tasks[0]?.name).toHaveLength(map.LONGEST);
});

test("what people miss comes in once, in the same order whoever was first, and does not return when it is settled", () => {
  const said = fc.uniqueArray(fc.record({ id: fc.uuid(), text: fc.string() }), { selector: ({ id }) => id, maxLength: 8 });
  fc.assert(fc.property(said, fc.infiniteStream(fc.nat()), (all, numbers) => {
    const shuffled = all.map((one) => ({ one, key: numbers.next().value })).sort((a, b) => a.key - b.key).map(({ one }) => one);
    const inOne = all.reduce(map.propose, map.empty());
    expect([...shuffled, ...all].reduce(map.propose, map.empty())).toEqual(inOne);
    const settled = all.reduce((state, { id }) => map.settle(state, id, { task: id }), inOne);
    expect(map.waiting(all.reduce(map.propose, settled))).toEqual([]);
    expect(map.anew(settled).proposed).toEqual([]);
  }));
});

test("a proposed task is put into the map that is looked at", () => {
  const begun = map.startMap(map.propose(map.empty(), { id: "p", text: "Sijaisen kutsuminen" }), { id: "m", level: "group" });
  const taken = map.settle(begun, "p", { map: "m", task: "new" });
  expect(taken.maps[0]?.tasks.map(({ id, name }) => [id, name])).toEqual([["new", "Sijaisen kutsuminen"]]);
  expect(map.settle(taken, "p", { map: "m", task: "again" })).toBe(taken);
});

test("a cell says what it was; a row that was not there is new as a whole", () => {
  const before = group(task("t", { a: "supports", b: "does" }));
  const now = group(task("t", { a: "decides", c: "does" }), task("u", { a: "does" }));
  const cells = ["a", "b", "c", "d"].map((column) => changeOf(before, now, "t", column));
  expect(cells).toEqual([{ was: "supports" }, { was: "does" }, { was: null }, null]);
  expect(changeOf(before, now, "u", "a")).toBeNull();
  expect(changeOf(null, now, "t", "a")).toBeNull();
  expect(differenceOf(before, now)).toEqual({ tasks: { added: ["Tehtävä u"], removed: [], renamed: [] }, columns: { added: [], removed: [] }, cells: 3 });
});

test("nothing differs from itself, and what one way is added is the other way removed", () => {
  fc.assert(fc.property(someMap, someMap, (one, other) => {
    expect(differenceOf(one, one)).toEqual({ tasks: { added: [], removed: [], renamed: [] }, columns: { added: [], removed: [] }, cells: 0 });
    const [there, back] = [differenceOf(one, other), differenceOf(other, one)];
    expect([there.tasks.added, there.tasks.removed]).toEqual([back.tasks.removed, back.tasks.added]);
    expect(there.cells).toBe(back.cells);
  }));
});

test("each cell that is written anew is one that differs", () => {
  fc.assert(fc.property(someParts, fc.constantFrom(...COLUMNS), somePart, (parts, column, part) => {
    const before = group(task("t", parts));
    const now = map.put(before, "t", column, part);
    expect(differenceOf(before, now).cells).toBe(parts[column] === part ? 0 : 1);
  }));
});

test("an earlier version in which the map was empty is not one to compare with", () => {
  const now = group(task("t", {}));
  expect(earlierOf({ v: 1, maps: [group()], proposed: [] }, now)).toBeNull();
  expect(earlierOf({ v: 1, maps: [now], proposed: [] }, now)).toBe(now);
});

test("with roles for names nobody's name is left, and nothing that anybody does", () => {
  const some = map.changeColumn(group(task("t", { a: "does", b: "supports", c: "decides", d: "does" })), "a", { role: "hoitaja" });
  const roles = map.addColumn(map.changeColumn(some, "b", { role: "hoitaja" }), { id: "e", name: "Johtaja", person: false });
  const { columns: names, rows } = merged(roles, "ryhmän jäsen");
  expect(names).toEqual(["hoitaja", "ryhmän jäsen", "Johtaja"]);
  expect(rows[0]?.cells).toEqual([["does", "supports"], ["decides", "does"], []]);
  expect(unnamed(roles).map(({ id }) => id)).toEqual(["c", "d"]);
});

test("no column of a person is ever called by the person's name once it is merged", () => {
  const some = fc.array(fc.record({ id: fc.uuid(), name: fc.constantFrom("Kaisa", "Ilkka"), role: fc.constantFrom("", " ", "hoitaja"), person: fc.constant(true) }));
  fc.assert(fc.property(some, (all) => {
    const names = merged({ ...group(), columns: all }, "ryhmän jäsen").columns;
    expect(names.every((name) => ["hoitaja", "ryhmän jäsen"].includes(name))).toBe(true);
  }));
});
