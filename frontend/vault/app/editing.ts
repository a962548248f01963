/** What the buttons above a text do to it: pure, so that each can be tried by itself. */

export interface Selected {
  value: string;
  start: number;
  end: number;
}

/** What to put in place of which part, and what is selected afterwards. */
export interface Change {
  from: number;
  to: number;
  text: string;
  start: number;
  end: number;
}

/** Put a mark before each selected line, or take it away when all have it. */
export function marked(mark: string): (selected: Selected) => Change {
  return ({ value, start, end }) => {
    const from = value.lastIndexOf("\n", start - 1) + 1;
    const until = value.indexOf("\n", end);
    const to = until < 0 ? value.length : until;
    const lines = value.slice(from, to).split("\n");
    const all = lines.every((line) => line.startsWith(mark));
    const text = lines.map((line) => (all ? line.slice(mark.length) : mark + line.replace(OTHER_MARK, ""))).join("\n");
    const at = from + text.length;
    return { from, to, text, start: at, end: at };
  };
}

const OTHER_MARK = /^(?:#{1,3} |- \[[ xX]\] |- )/;

export function strong({ value, start, end }: Selected): Change {
  const words = value.slice(start, end);
  return { from: start, to: end, text: `**${words}**`, start: start + 2, end: end + 2 };
}

/** The selected words become the link's, and the place for its address is selected. */
export function linked({ value, start, end }: Selected): Change {
  const words = value.slice(start, end);
  const text = `[${words}](https://)`;
  const at = words ? start + words.length + 3 : start + 1;
  return { from: start, to: end, text, start: at, end: words ? at + "https://".length : at };
}

/** Enter within a list begins the next line of it; on an empty line of a list it ends the list. Null elsewhere. */
export function nextLine({ value, start, end }: Selected): Change | null {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const [whole, mark = "", rest = ""] = /^(- (?:\[[ xX]\] )?)(.*)$/.exec(value.slice(from, start)) ?? [];
  if (whole === undefined || start !== end) return null;
  if (!rest.trim()) return { from, to: start, text: "", start: from, end: from };
  const text = `\n${mark.replace(/\[[xX]\]/, "[ ]")}`;
  return { from: start, to: end, text, start: start + text.length, end: start + text.length };
}

/** The text with one of its boxes ticked or cleared, by its line; null when there is no box on it (any more). */
export function ticked(text: string, line: number, on: boolean): string | null {
  const lines = text.split("\n");
  const found = /^(\s{0,3}(?:[-*]|\d{1,3}[.)]) \[)[ xX](\] .*)$/.exec(lines[line] ?? "");
  if (!found) return null;
  lines[line] = `${found[1]}${on ? "x" : " "}${found[2]}`;
  return lines.join("\n");
}
