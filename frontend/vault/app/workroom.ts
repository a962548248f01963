/** The workroom is a script of its own, loaded where somebody goes there and nowhere else. */

import { part, runScript } from "./place";
import { type Catalogue, said, spoken } from "./words";
import { type Begin, HERE, HERE_PDF, type LoadPdf, type Making, type Workroom } from "./workroom-door";

let loading: Promise<Begin> | null = null;
let loadingPdf: Promise<Making> | null = null;

/** Throws when a part of it did not come; the next call tries again. */
export async function workroom(): Promise<Workroom> {
  const [begin, more] = await Promise.all([(loading ??= load()), part(`workroom-${spoken()}.json`)]);
  return begin(spoken(), allOf(said(), (await more.json()) as unknown[]), pdf);
}

async function load(): Promise<Begin> {
  try {
    return await handedOver<Begin>("workroom.js", HERE);
  } catch (fault) {
    loading = null;
    throw fault;
  }
}

/** What makes a PDF is a script of its own too, with letters to put into it: few meetings print. */
const pdf: LoadPdf = async () => {
  const letters = ["workroom-regular.ttf", "workroom-bold.ttf"].map(async (file) => new Uint8Array(await (await part(file)).arrayBuffer()));
  try {
    const [making, regular, bold] = await Promise.all([(loadingPdf ??= handedOver<Making>("workroom-pdf.js", HERE_PDF)), ...(letters as [(typeof letters)[0], (typeof letters)[0]])]);
    return making(regular, bold);
  } catch (fault) {
    loadingPdf = null;
    throw fault;
  }
};

/** Run a script and wait for what it hands over. */
async function handedOver<Given>(file: Parameters<typeof runScript>[0], event: string): Promise<Given> {
  const here = new Promise<Given>((resolve) => addEventListener(event, (said) => resolve((said as CustomEvent<Given>).detail), { once: true }));
  await runScript(file);
  return await here;
}

/** Both are lists in the built page, and the numbers of the workroom's own words go on where the notes' end. */
const allOf = (notes: Catalogue, own: unknown[]): Catalogue => [...Object.values(notes), ...own] as unknown as Catalogue;
