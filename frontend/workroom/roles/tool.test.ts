import fc from "fast-check";
import { expect, test } from "vitest";
import { speakOn } from "../../vault/app/words";
import * as map from "./state";
import { type Roles, startMap } from "./state";
import { ask, roles, take } from "./tool";

speakOn("en", {});
const people = ["Kaisa", "Ilkka", "Oona"];

/** A map of the group in which everything that can carry a name or a secret word does. */
function written(): Roles {
  const begun = startMap(map.empty(), { id: "m", level: "group" });
  return map.onMap(begun, "m", (empty) => {
    let one = people.reduce((all, name) => map.addColumn(all, { id: name, name, person: true }), empty);
    one = map.addColumn(one, { id: "j", name: "Johtaja", person: false });
    one = map.changeColumn(one, "Kaisa", { role: "hoitaja" });
    one = map.addTask(map.addTask(one, { id: "t", name: "Lääkehoito" }), { id: "u", name: "Viikkosuunnitelma" });
    one = map.put(map.put(one, "t", "Kaisa", "does"), "t", "j", "decides");
    one = map.put(map.put(one, "u", "Ilkka", "decides"), "u", "Oona", "decides");
    return map.markFine(one, "t", { why: "Kaisa haluaa niin", of: ["single"] });
  });
}

const chosen = (state: Roles, tasks: string[]): Roles => map.onMap(state, "m", (one) => map.choose(one, tasks, true));

test("nothing may be given until rows are chosen, and then those rows alone", () => {
  expect(roles.releasable?.(written())).toEqual([]);
  expect(roles.releasable?.(chosen(written(), ["t"]))).toEqual([
    {
      key: "m",
      kind: "role_map",
      sheet: {
        title: "Role and task map: the group",
        parts: [{
          table: {
            head: ["Task", "hoitaja", "a member of the group", "Johtaja", "To note"],
            rows: [["Lääkehoito", "does", "–", "decides", "Resting on one (well as it is)"]],
          },
        }],
      },
    },
  ]);
});

test("no name and no reason of the group is in what may be given", () => {
  const given = JSON.stringify(roles.releasable?.(chosen(written(), ["t", "u"])));
  expect(given).toContain("Overlap: two decide");
  for (const secret of [...people, "haluaa"]) expect(given).not.toContain(secret);
});

test("paper has the whole map with its names, what needs agreeing first", () => {
  const { parts } = roles.sheet(written());
  expect(parts[1]).toEqual({
    heading: "The group",
    text: "1 row needs agreeing on: 1 gap and 1 overlap. 1 is well as it is.",
    table: {
      head: ["Task", "Kaisa (hoitaja)", "Ilkka", "Oona", "Johtaja", "To note"],
      rows: [
        ["Viikkosuunnitelma", "–", "decides", "decides", "–", "Gap: nobody does this; Overlap: two decide"],
        ["Lääkehoito", "does", "–", "–", "decides", "Resting on one: only Kaisa does this · well as it is: Kaisa haluaa niin"],
      ],
    },
  });
});

test("before anything is written, paper is the same table for a pen", () => {
  const table = roles.sheet(map.empty()).parts[1]?.table;
  expect(table?.head[0]).toBe("Task");
  expect(table?.rows.flat().join("")).toBe("");
  expect(table?.rows.every((row) => row.length === table.head.length)).toBe(true);
});

test("everything that was written is found", () => {
  expect(roles.words(map.propose(written(), { id: "p", text: "Retket" }))).toEqual(
    ["Kaisa", "hoitaja", "Ilkka", "Oona", "Johtaja", "Lääkehoito", "Kaisa haluaa niin", "Viikkosuunnitelma", "Retket"],
  );
});

test("phones see the map in words and may name what is missing", () => {
  expect(ask(map.empty()).lines).toBeUndefined();
  expect(ask(written()).lines).toEqual(["The group", "Viikkosuunnitelma: Ilkka decides; Oona decides", "Lääkehoito: Kaisa does; Johtaja decides"]);
});

test("what phones say comes in once, and an answer to something else does not", () => {
  const said = fc.record({ id: fc.uuid(), ask: fc.constantFrom(ask(map.empty()).id, "another"), from: fc.uuid(), name: fc.string(), text: fc.string() });
  fc.assert(fc.property(fc.uniqueArray(said, { selector: ({ id }) => id }), (all) => {
    const once = all.reduce(take, written());
    expect([...all].reverse().reduce(take, all.reduceRight(take, written()))).toEqual(once);
    expect(map.waiting(once)).toHaveLength(all.filter((one) => one.ask !== "another" && one.text.trim()).length);
  }));
});
