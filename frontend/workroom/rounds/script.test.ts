/// <reference types="node" />
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { LANGUAGES, speakOn } from "../../vault/app/words";
import { type Fault, faultsOf, inWords, LONGEST, minutesOf, ROLES, rolesOf, said } from "./script";
import { scriptsOfOurs } from "./scripts/all";

const FOLDER = join(import.meta.dirname, "scripts");
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
const fileOf = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, name), "utf8"));

const words = (text: string) => ({ fi: text, sv: text, en: text });
const step = (more: object = {}) => ({ id: "tell", minutes: 5, speaks: ["giver"], silent: ["group"], name: words("Kerrotaan"), prompt: words("Kerro."), may_record: false, ...more });
const script = (more: object = {}) => ({ id: "own", sizes: [4, 8], title: words("Oma"), about: words("Lyhyt."), source: words("Oma."), steps: [step()], ...more });

describe("every script that comes with the house", () => {
  test.each(FILES)("%s can be run, in all three languages", (name) => {
    expect(faultsOf(fileOf(name), LANGUAGES)).toEqual([]);
  });

  test.each(FILES)("%s has its own name as its id, so that no two are the same", (name) => {
    expect((fileOf(name) as { id: string }).id).toBe(name.replace(".json", ""));
  });

  test("is shown on the page", () => {
    expect(scriptsOfOurs().map(({ id }) => `${id}.json`).sort()).toEqual(FILES);
    expect(FILES).toHaveLength(5);
  });

  test.each(FILES)("%s says that nothing is written down, and no step asks for a name", (name) => {
    const { steps } = fileOf(name) as { steps: { may_record: boolean }[] };
    expect(steps.map((one) => one.may_record)).toEqual(steps.map(() => false));
  });

  test.each([
    ["intervision", 57, 8],
    ["balint", 45, 5],
    ["reflecting-team", 48, 6],
    ["ten-steps", 65, 10],
    ["tuning", 50, 7],
  ])("%s takes %i minutes in %i steps (domain 6)", (id, minutes, steps) => {
    const found = scriptsOfOurs().find((one) => one.id === id);
    expect(found && [minutesOf(found), found.steps.length]).toEqual([minutes, steps]);
  });

  test("speaks the reader's language", () => {
    speakOn("sv", {});
    expect(scriptsOfOurs().map(({ title }) => title)).toContain("Reflekterande team");
    speakOn("fi", {});
    expect(scriptsOfOurs().map(({ title }) => title)).toContain("Heijastava ryhmä");
  });

  test("in a Balint-like round the giver is silent while the group imagines", () => {
    const imagining = scriptsOfOurs().find(({ id }) => id === "balint")?.steps.find(({ id }) => id === "imagine");
    expect(imagining).toMatchObject({ silent: ["giver", "observers"], minutes: 23 });
  });
});

describe("what is wrong is said with its place", () => {
  const one = (more: object, found: Partial<Fault>): [object, Partial<Fault>] => [script({ steps: [step(), step({ id: "ask", ...more })] }), { step: 2, ...found }];
  test.each<[object, Partial<Fault>]>([
    [script({ id: "Oma kierros" }), { step: null, what: "id" }],
    [script({ sizes: [8, 4] }), { step: null, what: "sizes" }],
    [script({ sizes: [4] }), { step: null, what: "sizes" }],
    [script({ sizes: [0, 4] }), { step: null, what: "sizes" }],
    [script({ steps: [] }), { step: null, what: "no-steps" }],
    [script({ steps: "tell" }), { step: null, what: "no-steps" }],
    [script({ steps: Array.from({ length: 21 }, (_, n) => step({ id: `s${n}` })) }), { step: null, what: "too-many-steps" }],
    [script({ titel: words("x") }), { step: null, what: "unknown-key", at: "titel" }],
    [script({ title: { fi: "Oma", sv: "Egen" } }), { step: null, what: "no-words", at: "title", language: "en" }],
    [script({ steps: ["tell"] }), { step: 1, what: "not-a-step" }],
    [script({ steps: [step(), step()] }), { step: 2, what: "twice", at: "tell" }],
    one({ id: "" }, { what: "id" }),
    one({ minutes: 0 }, { what: "minutes" }),
    one({ minutes: 2.5 }, { what: "minutes" }),
    one({ minutes: "5" }, { what: "minutes" }),
    one({ minutes: 91 }, { what: "minutes" }),
    one({ speaks: "giver" }, { what: "roles" }),
    one({ speaks: ["client"] }, { what: "unknown-role", at: "client" }),
    one({ silent: ["giver"] }, { what: "speaks-and-silent", at: "giver" }),
    one({ speaks: [], silent: [] }, { what: "nobody" }),
    one({ may_record: true }, { what: "records" }),
    one({ may_record: undefined }, { what: "records" }),
    one({ promt: words("x") }, { what: "unknown-key", at: "promt" }),
    one({ prompt: "Kerro." }, { what: "no-words", at: "prompt" }),
    one({ prompt: { ...words("Kerro."), sv: " " } }, { what: "no-words", at: "prompt", language: "sv" }),
    one({ prompt: { ...words("Kerro."), de: "Erzähl." } }, { what: "no-words", at: "prompt" }),
    one({ prompt: { ...words("Kerro."), fi: "a".repeat(LONGEST.prompt + 1) } }, { what: "too-long", at: "prompt", language: "fi" }),
    one({ name: undefined }, { what: "no-words", at: "name" }),
  ])("%#", (value, found) => {
    expect(faultsOf(value, LANGUAGES)).toEqual([expect.objectContaining(found)]);
  });

  test("all at once, in the order of the file", () => {
    const value = script({ sizes: [], steps: [step({ minutes: -1 }), step({ id: "two", speaks: ["boss"], may_record: true })] });
    expect(faultsOf(value, LANGUAGES).map(({ step, what }) => [step, what])).toEqual([
      [null, "sizes"],
      [1, "minutes"],
      [2, "unknown-role"],
      [2, "records"],
    ]);
  });

  test.each([null, 7, "script", [], [script()]])("%j is no script at all", (value) => {
    expect(faultsOf(value)).toEqual([{ step: null, what: "not-a-script" }]);
  });

  test("anything can be looked at without an accident", () => {
    const anything = fc.oneof(fc.anything(), fc.record({ steps: fc.array(fc.anything()) }), fc.constant(script()).map((value) => ({ ...value, steps: [step(), null] })));
    fc.assert(fc.property(anything, (value) => Array.isArray(faultsOf(value, LANGUAGES))));
  });
});

describe("a group's own script", () => {
  test("needs one language, and no account of what it is about or whose idea it was", () => {
    const own = script({ title: { sv: "Egen" }, about: {}, source: {}, steps: [step({ name: { sv: "Vi berättar" }, prompt: { sv: "Berätta." } })] });
    expect(faultsOf(own)).toEqual([]);
    expect(faultsOf(own, LANGUAGES)).toHaveLength(2 + 3 + 3 + 2 + 2);
  });

  test("still needs a title and something to do", () => {
    expect(faultsOf(script({ title: {}, steps: [step({ prompt: { fi: "  " } })] }))).toEqual([
      { step: null, what: "no-words", at: "title" },
      { step: 1, what: "no-words", at: "prompt" },
    ]);
  });

  test("is read in the reader's language, or in what there is", () => {
    expect(said({ fi: "Kerro.", sv: "Berätta." }, "sv")).toBe("Berätta.");
    expect(said({ fi: " ", en: "Tell." }, "sv")).toBe("Tell.");
    expect(said({}, "fi")).toBe("");
  });
});

test("a script's roles are those it gives a part to, and those who are always needed", () => {
  const shown = inWords(script() as never, ({ fi }: { fi: string }) => fi);
  expect(shown.steps[0]).toMatchObject({ name: "Kerrotaan", prompt: "Kerro." });
  expect(rolesOf(shown)).toEqual(["giver", "moderator", "timekeeper", "group"]);
  for (const one of scriptsOfOurs()) expect(rolesOf(one)).toEqual(ROLES);
});
