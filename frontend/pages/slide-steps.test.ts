import { expect, test } from "vitest";

import { slideAfter } from "./slide-steps";

test("arrows walk one slide and stop at both ends", () => {
  expect(slideAfter("ArrowRight", 0, 3)).toBe(1);
  expect(slideAfter("ArrowRight", 2, 3)).toBe(2);
  expect(slideAfter("ArrowLeft", 1, 3)).toBe(0);
  expect(slideAfter("PageUp", 0, 3)).toBe(0);
});

test("home and end go to the ends", () => {
  expect(slideAfter("Home", 2, 3)).toBe(0);
  expect(slideAfter("End", 0, 3)).toBe(2);
});

test("other keys are left to the browser", () => {
  expect(slideAfter("Tab", 0, 3)).toBeNull();
  expect(slideAfter(" ", 0, 3)).toBeNull();
});
