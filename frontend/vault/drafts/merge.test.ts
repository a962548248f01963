import fc from "fast-check";
import { expect, test } from "vitest";
import { merged, paired } from "./merge";

test("what stands in both is shown once, what differs beside each other", () => {
  expect(paired("Alku\n\nYövuoro\n\nLoppu", "Alku\n\nPäivävuoro\n\nLisä\n\nLoppu")).toEqual([
    { same: "Alku" },
    { left: "Yövuoro", right: "Päivävuoro\n\nLisä" },
    { same: "Loppu" },
  ]);
  expect(paired("", "a")).toEqual([{ left: "", right: "a" }]);
  expect(paired("a\n\n\n", "a")).toEqual([{ same: "a" }]);
});

test("each difference is picked by itself", () => {
  const pairs = paired("a\n\nx\n\nb\n\ny", "a\n\nX\n\nb\n\nY");
  expect(merged(pairs, ["left", "right"])).toBe("a\n\nx\n\nb\n\nY");
  expect(merged(pairs, ["both", "both"])).toBe("a\n\nx\n\nX\n\nb\n\ny\n\nY");
  expect(merged(pairs, [])).toBe("a\n\nx\n\nX\n\nb\n\ny\n\nY"); // nothing picked loses nothing
});

test("whatever the two say, the picks of one side give that side again, and both hold every paragraph of both", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", "d e", "# f"), { maxLength: 8 }).map((parts) => parts.join("\n\n"));
  fc.assert(fc.property(text, text, (left, right) => {
    const pairs = paired(left, right);
    const all = (pick: "left" | "right" | "both") => merged(pairs, pairs.map(() => pick));
    expect(all("left")).toBe(left);
    expect(all("right")).toBe(right);
    for (const part of `${left}\n\n${right}`.split("\n\n")) expect(all("both")).toContain(part);
  }));
});
