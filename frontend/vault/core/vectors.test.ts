import { expect, test } from "vitest";
import { faultWith, LEAST, names } from "../proof/age-vectors";

test("all of C2SP's vectors are there", () => {
  expect(names.length).toBeGreaterThanOrEqual(LEAST);
});

test.each(names)("%s", async (name) => {
  expect(await faultWith(name)).toBeNull();
});
