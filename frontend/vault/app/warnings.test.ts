import fc from "fast-check";
import { expect, test } from "vitest";
import { warningsFor, withInitials } from "./warnings";

const alone = { names: [], leaves: false };
const codesIn = (text: string): string[] =>
  warningsFor(text, alone).filter(({ kind }) => kind === "identity-code").map(({ start, end }) => text.slice(start, end));

// made up by the published rule; 900-999 are never given to anybody for good
const CODES = ["131052-308T", "131052-308t", "010594Y9032", "010594Y9021", "020594X903P", "020594X902N", "030594W903B", "030694W9024", "040594V9030", "040594V902Y", "050594U903M", "050594U902L", "010516B903X", "010516B902W", "020516C903K", "020516C902J", "030516D9037", "030516D9026", "010501E9032", "020502E902X", "020503F9037", "020504A902E", "020504B904H"];

test.each(CODES)("%s is an identity code, with its old or its new sign of the century", (code) => {
  expect(codesIn(`Tunnus ${code}, muuta.`)).toEqual([code]);
});

test("a wrong check mark, a day that cannot be, or part of a longer number is none", () => {
  for (const text of ["131052-308U", "331052-308T", "131352-308T", "131052-001J", "1131052-308T", "131052-308TX", "131052_308T", "131052 308T"]) {
    expect(codesIn(text), text).toEqual([]);
  }
});

test("every code with its mark reckoned by the rule is found, with any other mark it is not", () => {
  const marks = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  const two = (least: number, most: number) => fc.integer({ min: least, max: most }).map((n) => String(n).padStart(2, "0"));
  const signs = fc.constantFrom(..."-+YXWVUABCDEF");
  fc.assert(
    fc.property(two(1, 28), two(1, 12), two(0, 99), signs, fc.integer({ min: 2, max: 999 }), fc.integer({ min: 1, max: 30 }), (day, month, year, sign, number, shift) => {
      const figures = `${day}${month}${year}`;
      const three = String(number).padStart(3, "0");
      const place = Number(figures + three) % 31;
      expect(codesIn(`${figures}${sign}${three}${marks[place]}`)).toHaveLength(1);
      expect(codesIn(`${figures}${sign}${three}${marks[(place + shift) % 31]}`)).toEqual([]);
    }),
  );
});

const names = ["Aino Virtanen", "Pekka Mäki-Aho", "Tuomas Kari", "Marjut Öhman", "Satu Å"];
const changed = (text: string): string => withInitials(text, warningsFor(text, { names, leaves: true }));

test.each([
  ["Aino Virtanen tuli.", "A.V. tuli."],
  ["Puhuimme Ainon ja Pekan kanssa.", "Puhuimme A.V. ja P.M. kanssa."],
  ["Ainolle, Ainosta, Ainoakin, Ainolla.", "A.V., A.V., A.V., A.V.."],
  ["Virtasen vuoro; Aino Virtaselle", "A.V. vuoro; A.V."],
  ["Tuomaksen ja Tuomas Karin", "T.K. ja T.K."],
  ["Marjutin ja Marjut Öhmanin", "M.Ö. ja M.Ö."],
  ["Sadun vuoro, Satua", "S. vuoro, S."],
  ["Ainos tur; Aino's turn", "A.V. tur; A.V. turn"],
  ["Mäki-Ahon esitys", "P.M. esitys"],
])("with one press %j becomes %j", (text, wanted) => {
  expect(changed(text)).toBe(wanted);
});

test.each(["ainoa tapa", "aino", "Ainakin kerran", "Ainutlaatuinen", "Pekoni", "Tuomio", "Karitsa", "Virta vie", "Satumaa", "Marjanpoiminta"])("%j names nobody", (text) => {
  expect(changed(text)).toBe(text);
});

test("in one's own notes and journal names may stand; identity codes are warned of there too", () => {
  expect(warningsFor("Aino Virtanen 131052-308T", { names, leaves: false }).map(({ kind }) => kind)).toEqual(["identity-code"]);
  expect(warningsFor("Aino Virtanen 131052-308T", { names, leaves: true }).map(({ kind }) => kind)).toEqual(["name", "identity-code"]);
});

test("a name is found however its letters were composed", () => {
  const text = "Öhmanin".normalize("NFD");
  expect(changed(`${text} vuoro`)).toBe("M.Ö. vuoro");
});

test("no text makes it stumble, and what is no name stays as it was", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: "grapheme" }), (text) => {
      const found = warningsFor(text, { names, leaves: true });
      if (found.length === 0) expect(withInitials(text, found)).toBe(text);
    }),
  );
});

test("a long note is looked through between two strokes", () => {
  const text = "Aino kertoi, että raja on 131052-308T ja muuta. ".repeat(2000);
  const begun = performance.now();
  expect(warningsFor(text, { names, leaves: true })).toHaveLength(4000);
  expect(performance.now() - begun).toBeLessThan(500);
});
