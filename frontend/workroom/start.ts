/** The workroom's script: it says how it is begun, and whoever loaded it begins it. */

import { readersOf } from "../vault/app/circle";
import { speakOn } from "../vault/app/words";
import { type Begin, HERE, type Workroom } from "../vault/app/workroom-door";
import { pdfFrom } from "./printing/page";
import { phone } from "./room/phone";
import { room } from "./room/room";

const begin: Begin = (language, words, pdf): Workroom => {
  speakOn(language, words);
  pdfFrom(pdf);
  return {
    room,
    async guest(house, space) {
      const found = await house.client.circles.here(space);
      await phone(house, found, { guest: true, readers: readersOf(found), back: null });
    },
  };
};

dispatchEvent(new CustomEvent(HERE, { detail: begin }));
