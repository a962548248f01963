/** The workroom is a script of its own, loaded where somebody goes there and nowhere else. */

import { part, runScript } from "./place";
import { type Catalogue, said, spoken } from "./words";
import { type Begin, HERE, type Workroom } from "./workroom-door";

let loading: Promise<Begin> | null = null;

/** Throws when a part of it did not come; the next call tries again. */
export async function workroom(): Promise<Workroom> {
  const [begin, more] = await Promise.all([(loading ??= load()), part(`workroom-${spoken()}.json`)]);
  return begin(spoken(), allOf(said(), (await more.json()) as unknown[]));
}

async function load(): Promise<Begin> {
  try {
    const here = new Promise<Begin>((resolve) => addEventListener(HERE, (event) => resolve((event as CustomEvent<Begin>).detail), { once: true }));
    await runScript("workroom.js");
    return await here;
  } catch (fault) {
    loading = null;
    throw fault;
  }
}

/** Both are lists in the built page, and the numbers of the workroom's own words go on where the notes' end. */
const allOf = (notes: Catalogue, own: unknown[]): Catalogue => [...Object.values(notes), ...own] as unknown as Catalogue;
