/** Between the page and the workroom's script: apart, so that the script brings no second policy with it. */

import type { MakePdf } from "../../workroom/printing/paper";
import type { House, View } from "./house";
import type { Catalogue, Language } from "./words";

/** What the workroom's script offers once it runs. */
export interface Workroom {
  room: (house: House, view: Extract<View, { at: "workroom" }>) => Promise<void>;
  /** The phone of somebody who came by the meeting's square. */
  guest: (house: House, space: string) => Promise<void>;
}

/** Loads what makes a PDF, with its letters. Throws when a part of it did not come; the next call tries again. */
export type LoadPdf = () => Promise<MakePdf>;

/** How it hands that over: it has no name that a page could reach. */
export type Begin = (language: Language, words: Catalogue, pdf: LoadPdf) => Workroom;
export const HERE = "tuokio-workroom";

/** The same of the script that makes PDFs: given its two fonts, it makes them. */
export type Making = (regular: Uint8Array<ArrayBuffer>, bold: Uint8Array<ArrayBuffer>) => MakePdf;
export const HERE_PDF = "tuokio-workroom-pdf";
