/** What a tool's document of the workroom says, for whoever looks for words in it or reads it without the tool. */

import type { Json } from "../core/bytes";
import { isRecord } from "../core/envelope";

/** A thing that is said, what it is called in the document, and what stands below it. */
export interface Branch {
  name: string;
  text: string;
  below: Branch[];
}

/** What the tool holds; undefined for what is no tool's document. */
export function stateIn(rest: { [key: string]: Json }): Json | undefined {
  const work = rest["work"];
  return isRecord(work) ? work["state"] as Json | undefined : undefined;
}

/** Every word that somebody wrote or chose in it. */
export function wordsIn(value: Json): string[] {
  if (typeof value === "string") return isSaid(value) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(wordsIn);
}

/** The same in its order, with what is empty, and the ids, left out. */
export function treeOf(value: Json, name = ""): Branch[] {
  if (value === null || value === false || value === 0) return [];
  if (typeof value !== "object") return isSaid(String(value)) ? [{ name, text: String(value), below: [] }] : [];
  const entries: [string, Json][] = Array.isArray(value) ? value.map((one) => ["", one]) : Object.entries(value);
  const below = entries.filter(([key]) => key !== "v").flatMap(([key, one]) => treeOf(one, key));
  return below.length > 0 ? [{ name, text: "", below }] : [];
}

/** What people wrote, without the parts' names, choices and figures: for reading first, with all of it below. */
export function saidIn(tree: readonly Branch[]): Branch[] {
  return tree.flatMap(({ text, below }) => {
    if (below.length === 0) return CODE.test(text) ? [] : [{ name: "", text, below: [] }];
    const inside = saidIn(below);
    return inside.length > 1 ? [{ name: "", text: "", below: inside }] : inside;
  });
}

const CODE = /^([a-z][a-z0-9_-]*|\d+(\.\d+)?)$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[0-9a-f]{32,}$/;
const isSaid = (text: string): boolean => text.trim() !== "" && !ID.test(text);
