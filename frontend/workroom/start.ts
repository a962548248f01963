/** The workroom's script: it says how it is begun, and whoever loaded it begins it. */

import { type Begin, HERE, type Workroom } from "../vault/app/workroom-door";
import { speakOn } from "../vault/app/words";
import { pdfFrom } from "./printing/page";

const begin: Begin = (language, words, pdf): Workroom => {
  speakOn(language, words);
  pdfFrom(pdf);
  return { room: () => Promise.resolve(), guest: () => Promise.resolve() };
};

dispatchEvent(new CustomEvent(HERE, { detail: begin }));
