import fc from "fast-check";
import { expect, test } from "vitest";
import { type Change, linked, marked, nextLine, type Selected, strong, ticked } from "./editing";

const at = (value: string, start: number, end = start): Selected => ({ value, start, end });
const done = ({ value }: Selected, { from, to, text }: Change): string => value.slice(0, from) + text + value.slice(to);
const does = (act: (selected: Selected) => Change, selected: Selected): string => done(selected, act(selected));

test("a mark stands before each selected line, once, in place of another", () => {
  expect(does(marked("- "), at("a\nb\nc", 0, 3))).toBe("- a\n- b\nc");
  expect(does(marked("- "), at("- a\n- b\nc", 0, 7))).toBe("a\nb\nc");
  expect(does(marked("- [ ] "), at("- a", 3))).toBe("- [ ] a");
  expect(does(marked("## "), at("- [x] a", 1))).toBe("## a");
  expect(does(marked("- "), at("", 0))).toBe("- ");
});

test("strong words and links stand around what is selected, and what is to be typed next is selected", () => {
  expect(does(strong, at("kysy Henna", 5, 10))).toBe("kysy **Henna**");
  const selected = at("katso ohje", 6, 10);
  const change = linked(selected);
  const text = done(selected, change);
  expect(text).toBe("katso [ohje](https://)");
  expect(text.slice(change.start, change.end)).toBe("https://");
});

test("enter goes on with a list, clears the next box, and ends the list on an empty line", () => {
  const after = (value: string) => {
    const change = nextLine(at(value, value.length));
    return change && done(at(value, value.length), change);
  };
  expect(after("- a")).toBe("- a\n- ");
  expect(after("- [x] a")).toBe("- [x] a\n- [ ] ");
  expect(after("- a\n- ")).toBe("- a\n");
  expect(after("a")).toBeNull();
});

test("a box is ticked by its line; a line without a box is left alone", () => {
  expect(ticked("a\n- [ ] b\n1. [X] c", 1, true)).toBe("a\n- [x] b\n1. [X] c");
  expect(ticked("a\n- [ ] b\n1. [X] c", 2, false)).toBe("a\n- [ ] b\n1. [ ] c");
  for (const line of [0, 3, -1]) expect(ticked("a\n- [ ] b\n1. [X] c", line, true)).toBeNull();
});

test("whatever is selected, no button loses a word", () => {
  const words = (text: string): string[] => text.replace(/[#*[\]()\-\s]|https:\/\//g, " ").split(" ").filter(Boolean);
  fc.assert(fc.property(fc.array(fc.constantFrom("aa", "- bb", "## cc", "- [ ] dd", ""), { maxLength: 6 }), fc.nat(40), fc.nat(40), (lines, one, other) => {
    const value = lines.join("\n");
    const [start, end] = [Math.min(one, other, value.length), Math.min(Math.max(one, other), value.length)];
    for (const act of [marked("- "), marked("## ")]) expect(words(does(act, at(value, start, end)))).toEqual(words(value));
  }));
});
