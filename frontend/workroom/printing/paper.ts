/** What is said about a sheet that becomes a PDF, on both sides of the script that makes it. */

import type { Sheet } from "../sheet";

/** A4 for the folder, turned on its side when a table is wide; A3 on its side, in large letters, for the wall. */
export type Paper = "a4" | "a3";

export interface Printed {
  paper: Paper;
  /** The language it is written in, for whoever has it read aloud. */
  language: string;
  /** What the file says of itself: the name of the tool, and nothing of what was written. */
  name: string;
  /** Stands small below each page, before the number of the page. */
  foot: string;
}

/** Makes a PDF of a sheet, here in the browser. */
export type MakePdf = (sheet: Sheet, printed: Printed) => Promise<Blob>;
