/** Between the page and the workroom's script: apart, so that the script brings no second policy with it. */

import type { House, View } from "./house";
import type { Catalogue, Language } from "./words";

/** What the workroom's script offers once it runs. */
export interface Workroom {
  room: (house: House, view: Extract<View, { at: "workroom" }>) => Promise<void>;
  /** The phone of somebody who came by the meeting's square. */
  guest: (house: House, space: string) => Promise<void>;
}

/** How it hands that over: it has no name that a page could reach. */
export type Begin = (language: Language, words: Catalogue) => Workroom;
export const HERE = "tuokio-workroom";
